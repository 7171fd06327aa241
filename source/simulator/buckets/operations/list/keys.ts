import type {RestRequest} from '../../../rest.ts';
import {element} from '../../../wire/xml.ts';
import {isUrlEncoded} from '../parameters.ts';
import {escapeKey, urlEncodeKey} from '../xml.ts';

export type KeyWriter = {
  readonly key: (key: string) => string;
  /** What an answer says of how its keys are written. */
  readonly encoding: string;
};

/** Keys of a list are written as the client asked for them. */
export const writerOf = (request: RestRequest): KeyWriter =>
  isUrlEncoded(request)
    ? {key: urlEncodeKey, encoding: element('EncodingType', 'url')}
    : {key: escapeKey, encoding: ''};
