import type {Caller} from '../../operation.ts';
import type {RestAnswer, RestRequest} from '../../rest.ts';

/** One operation of S3: it answers in headers and XML, so it writes both itself. */
export type S3Operation = (request: RestRequest, caller: Caller) => RestAnswer | Promise<RestAnswer>;
export type S3Operations = Readonly<Record<string, S3Operation>>;
