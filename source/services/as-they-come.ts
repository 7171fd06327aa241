/** What many promises give, in the order in which they give it: all that has come by now, each time somebody asks. */
export async function* asTheyCome<Value>(
  promises: readonly Promise<Value>[],
): AsyncGenerator<readonly Value[]> {
  let come: Value[] = [];
  let failure: {readonly error: unknown} | undefined;
  let something = Promise.withResolvers<void>();
  for (const promise of promises) {
    promise
      .then(value => come.push(value))
      .catch((error: unknown) => {
        failure ??= {error};
      })
      .finally(() => something.resolve());
  }
  for (let left = promises.length; left > 0; ) {
    await something.promise;
    if (failure) throw failure.error;
    const values = come;
    come = [];
    something = Promise.withResolvers();
    left -= values.length;
    if (values.length > 0) yield values;
  }
}
