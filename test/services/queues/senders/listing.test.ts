import {expect, test} from 'vitest';
import {Listing, type Page} from '../../../../source/services/queues/senders/listing.ts';
import {accountWithSenders} from './account.ts';

const numbers = (count: number) => async (_session: unknown, from: string | undefined) => {
  const first = Number(from ?? 0);
  const page: Page<number> = {items: [first], next: first + 1 < count ? String(first + 1) : undefined};
  return page;
};

async function portions(pages: number, refreshes: number) {
  const {clock, session} = await accountWithSenders();
  const asking = session();
  const listing = new Listing({operation: 'lambda:ListFunctions', fetch: numbers(pages)});
  const known: (readonly [count: number, isWhole: boolean])[] = [];
  for (let refresh = 0; refresh < refreshes; refresh++) {
    expect(await listing.read(asking)).toBeUndefined();
    known.push([listing.items.length, listing.isWhole]);
    clock.advance(60_000);
  }
  return known;
}

test('a long list goes on at the next refresh where this one stopped', async () => {
  expect(await portions(45, 4)).toEqual([
    [20, false],
    [40, false],
    [45, true],
    [45, true],
  ]);
});

test('what an earlier pass found stays known while the next is under way', async () => {
  const known = await portions(45, 9);
  expect(known.slice(3)).toEqual([
    [45, true],
    [45, true],
    [45, true],
    [45, true],
    [65, true],
    [85, true],
  ]);
});

test('a list without an end is read to a hundred pages, and is never called whole', async () => {
  expect((await portions(100_000, 6)).at(-1)).toEqual([100, false]);
});

test('where AWS does not take the place where a pass was, it begins anew', async () => {
  const {account, clock, session} = await accountWithSenders({
    functions: Array.from({length: 1200}, (_, index) => ({name: `fn-${index}`})),
  });
  const asking = session();
  const {pageOfFunctions} = await import('../../../../source/services/queues/senders/functions.ts');
  const listing = new Listing({operation: 'lambda:ListFunctions', fetch: pageOfFunctions});
  await listing.read(asking);
  expect([listing.items.length, listing.isWhole]).toEqual([1000, false]);
  account.faults.set([{kind: 'error', code: 'InvalidParameterValueException', message: 'Bad marker'}]);
  clock.advance(60_000);
  expect(await listing.read(asking)).toMatchObject({missing: 'failed'});
  account.faults.clear();
  for (let refresh = 0; refresh < 2; refresh++) await listing.read(asking);
  expect([new Set(listing.items.map(({name}) => name)).size, listing.isWhole]).toEqual([1202, true]);
});
