import type {Work} from '../../../actions/action.ts';
import type {Problem} from '../../../aws/problem.ts';
import type {Cell} from '../scan/histogram.ts';
import {Tally} from '../scan/tally.ts';
import {readReportFile} from './read-report-file.ts';
import type {Report, ReportFile, ReportRow} from './report.ts';

export type ReportStanding = {
  readonly objects: number;
  readonly bytes: number;
  readonly files: number;
  readonly calls: number;
  /** The current objects that it lists, under whatever prefix. */
  readonly listed: number;
};

export type ReportEnd = 'counted' | 'stopped' | Problem;

type CountOptions = {
  readonly report: Report;
  /** Empty: all of the bucket. */
  readonly prefix: string;
  readonly work: Pick<Work<unknown>, 'send' | 'signal' | 'now' | 'sleep'>;
};

const tellEveryMs = 1_000;
const lookAtClockEveryRows = 5_000;

/** Counts the objects of a report, file after file. What a damaged file says is left out of the count. */
export class ReportCount {
  readonly #options: CountOptions;
  #cells: readonly Cell[] = [];
  #counted = {objects: 0, bytes: 0};
  /** The file at hand. */
  #current: Tally;
  #files = 0;
  #calls = 0;
  #rows = 0;
  #listed = {before: 0, current: 0};
  #toldAt: number;
  #wake = Promise.withResolvers<void>();

  constructor(options: CountOptions) {
    this.#options = options;
    this.#current = new Tally(options.report.createdAt);
    this.#toldAt = options.work.now();
  }

  get cells(): readonly Cell[] {
    return this.#cells;
  }

  get standing(): ReportStanding {
    return {
      objects: this.#counted.objects + this.#current.objects,
      bytes: this.#counted.bytes + this.#current.bytes,
      files: this.#files,
      calls: this.#calls,
      listed: this.#listed.before + this.#listed.current,
    };
  }

  /** Says now and then where it stands. */
  async *run(): AsyncGenerator<ReportStanding, ReportEnd> {
    const counting: {end?: ReportEnd; thrown?: {readonly error: unknown}} = {};
    this.#countAll()
      .then(end => {
        counting.end = end;
      })
      .catch((error: unknown) => {
        counting.thrown = {error};
      })
      .finally(() => this.#wake.resolve());
    for (;;) {
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
      if (counting.thrown) throw counting.thrown.error;
      if (counting.end !== undefined) return counting.end;
      yield this.standing;
    }
  }

  async #countAll(): Promise<ReportEnd> {
    const {report, work} = this.#options;
    for (const file of report.files) {
      const problem = await this.#read(file).catch((error: unknown) => {
        if (!work.signal.aborted) throw error;
      });
      const isStopped = work.signal.aborted;
      if (problem && !isStopped) {
        this.#begin();
        return problem;
      }
      this.#keep();
      if (isStopped) return 'stopped';
      this.#files += 1;
      this.#tellWhenDue();
    }
    return 'counted';
  }

  #read(file: ReportFile): Promise<Problem | undefined> {
    const {report, prefix, work} = this.#options;
    return readReportFile(file, {
      report,
      withKeys: prefix !== '',
      work,
      onCall: () => {
        this.#calls += 1;
      },
      onBegin: () => this.#begin(),
      onRow: row => this.#count(row),
    });
  }

  #begin(): void {
    this.#current = new Tally(this.#options.report.createdAt);
    this.#listed.current = 0;
  }

  #count({key = '', ...row}: ReportRow): void {
    this.#rows += 1;
    this.#listed.current += 1;
    if (this.#rows % lookAtClockEveryRows === 0) this.#tellWhenDue();
    if (key.startsWith(this.#options.prefix)) this.#current.add(row);
  }

  #keep(): void {
    const {createdAt} = this.#options.report;
    const {objects, bytes, cells} = new Tally(createdAt, [...this.#cells, ...this.#current.cells]);
    this.#counted = {objects, bytes};
    this.#cells = cells;
    this.#listed.before += this.#listed.current;
    this.#begin();
  }

  #tellWhenDue(): void {
    const now = this.#options.work.now();
    if (now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.#wake.resolve();
  }
}
