import {metricsAsked, type RequestInput, ruleOf} from './operations.ts';

/** What was sent, and what it costs at list price. */
export class Meter {
  readonly #byOperation = new Map<string, number>();
  #calls = 0;
  #metricsRequested = 0;
  #usd = 0;

  count(operation: string, input: RequestInput): void {
    this.#calls += 1;
    this.#byOperation.set(operation, (this.#byOperation.get(operation) ?? 0) + 1);
    this.#usd += ruleOf(operation).usd?.(input) ?? 0;
    if (operation === 'cloudwatch:GetMetricData') this.#metricsRequested += metricsAsked(input);
  }

  get reading() {
    return {
      calls: this.#calls,
      metricsRequested: this.#metricsRequested,
      estimatedUsd: this.#usd,
      byOperation: Object.fromEntries([...this.#byOperation].sort(([a], [b]) => a.localeCompare(b))),
    };
  }
}
