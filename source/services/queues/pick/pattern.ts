import {createContext, Script} from 'node:vm';

/** Longer ones were pasted by mistake. */
const longestPattern = 1000;
/** For the messages of one request together. What takes longer never ends: `(a+)+$` over forty letters. */
const mostMs = 500;

export type Pattern = {
  /** Which of these texts it is found in; undefined when it took too long to say. */
  readonly isIn: (texts: readonly string[]) => readonly boolean[] | undefined;
};

const search = new Script('texts.map(text => pattern.test(text))');

/** A regular expression as JavaScript has them, found anywhere in a text; or what is wrong with it. */
export function patternOf(source: string): Pattern | {readonly wrong: string} {
  if (source === '') return {wrong: 'The pattern is empty: it would match every message.'};
  if (source.length > longestPattern) {
    return {
      wrong: `A pattern of ${source.length} characters is too long: name what tells the messages apart.`,
    };
  }
  const pattern = compiled(source);
  if (typeof pattern === 'string') return {wrong: `The pattern is no regular expression: ${pattern}.`};
  // Nothing else interrupts a regular expression that backtracks without end.
  const context = createContext({pattern, texts: [] as readonly string[]});
  return {
    isIn: texts => {
      context.texts = texts;
      try {
        return Array.from(search.runInContext(context, {timeout: mostMs}) as Iterable<boolean>);
      } catch (error) {
        // The error can be of the other context, whose Error is not ours.
        if ((error as {readonly code?: unknown}).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
        throw error;
      } finally {
        context.texts = [];
      }
    },
  };
}

function compiled(source: string): RegExp | string {
  try {
    return new RegExp(source);
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return says.replace(/^Invalid regular expression: (\/.*\/\w*: )?/s, '').replace(/\.$/, '');
  }
}
