type Answer = {readonly statusCode?: number; body?: unknown};
type Handler = (args: never) => Promise<{response: unknown}>;

type Stack = {
  add(
    middleware: (next: Handler) => Handler,
    options: {readonly name: string; readonly step: 'deserialize'; readonly priority: 'low'},
  ): void;
};

/** Hands over the body of an answer as AWS wrote it, before the client parses it; what comes back it parses instead. */
export function takeRawBody(stack: object, take: (body: unknown) => Promise<unknown>): void {
  const taking = (next: Handler) => async (args: never) => {
    const answer = await next(args);
    const response = answer.response as Answer;
    // A refusal is left to the client.
    if (response.statusCode === 200 && response.body !== undefined) response.body = await take(response.body);
    return answer;
  };
  // The innermost: before anything reads the answer.
  (stack as Stack).add(taking, {name: 'takesTheRawBody', step: 'deserialize', priority: 'low'});
}
