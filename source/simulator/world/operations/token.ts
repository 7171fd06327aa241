import type {Json} from '../../operation.ts';

/** Something of the account's own that a client carries around and brings back unread. */
export const seal = (content: Json): string => Buffer.from(JSON.stringify(content)).toString('base64');

/** What was sealed; undefined of anything else. */
export function unseal(token: string): Json | undefined {
  try {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64').toString());
    return typeof content === 'object' && content !== null && !Array.isArray(content)
      ? (content as Json)
      : undefined;
  } catch {
    return undefined;
  }
}
