import {createHash} from 'node:crypto';
import {attributesIn, type Content, documentInBody, isMarkup} from './shape/contents.ts';
import {dataIn} from './shape/data.ts';
import {type Failure, failureIn, reasonIn} from './shape/failure.ts';
import {inWords} from './shape/in-words.ts';
import type {Json} from './shape/json.ts';
import {shapeOfText} from './shape/plain-text.ts';
import {skeletonOf} from './shape/skeleton.ts';
import {isProgramsError} from './shape/words.ts';

export type Shape = {
  /** Stable: a hash of the shape and of the queue it failed in. */
  readonly id: string;
  /** What messages of this shape have in common, in words. */
  readonly text: string;
};

/**
 * How a message failed: what its attributes say, else what its body says, else how its body is built. Values are
 * taken out, so that messages of one cause have one shape. Of an error's text stay words of letters alone that are
 * neither quoted, nor assigned with `=`, nor stand in the message as a short value of their own; quoted names where
 * only a field, a function or the like is named; and numbers where only codes of errors stand.
 */
export function shapeOf(content: Content): Shape {
  const text = textOf(content);
  const source = content.deadLetterSource ?? '';
  return {id: createHash('sha256').update(`${source} ${text}`).digest('hex').slice(0, 12), text};
}

function textOf(content: Content): string {
  const attributes = attributesIn(content);
  const document = documentInBody(content.body);
  const roots = document === undefined ? [attributes] : [attributes, document];
  const failure = failureOf(roots, content.body);
  const words = failure && inWords(failure, dataIn(roots, failure));
  if (words !== undefined) return words;
  return document === undefined || isMarkup(content.body) ? shapeOfText(content.body) : skeletonOf(document);
}

/** The first that says more than a code; where nothing is called an error, what reads like one. */
function failureOf(roots: readonly Json[], body: string): Failure | undefined {
  const named = roots.map(failureIn).filter(failure => failure !== undefined);
  const telling = named.find(({message, type, details}) => message ?? type ?? details);
  const inText = roots.length === 1 && isProgramsError(body) ? {message: body} : undefined;
  return telling ?? inText ?? named[0] ?? roots.map(reasonIn).find(failure => failure !== undefined);
}
