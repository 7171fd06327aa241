import {createHash} from 'node:crypto';
import type {Json} from './operation.ts';

/** Where a long answer goes on, sealed with the question: a token is good for the same question only. */
export const sealToken = (place: Json, question: Json): string =>
  Buffer.from(JSON.stringify({...place, question: digest(question)})).toString('base64url');

/** The place in a token; undefined when there is no token, the refusal when it is not one for this question. */
export function openToken(token: unknown, question: Json, refusal: () => Error): Json | undefined {
  if (token === undefined || token === null) return undefined;
  const opened = decode(token);
  if (opened?.question !== digest(question)) throw refusal();
  return opened;
}

function decode(token: unknown): Json | undefined {
  if (typeof token !== 'string') return undefined;
  try {
    const opened: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return typeof opened === 'object' && opened !== null ? (opened as Json) : undefined;
  } catch {
    return undefined;
  }
}

const digest = (question: Json): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
