/** Works through the items, so many at a time, until all are done or `goesOn` says no; in which order, nobody knows. */
export async function several<Item>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<void>,
  goesOn: () => boolean,
): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) {
      await work(item);
      if (!goesOn()) return;
    }
  };
  await Promise.all(Array.from({length: Math.min(atATime, items.length)}, worker));
}
