import {expect, test} from 'vitest';
import {checkKeyOverrides as check, type KeyOverrides} from '../../panels/keymap.ts';
import {bindingsWith} from '../../panels/keys/index.ts';
import {best, score} from '../../panels/palette/match.ts';
import {services} from '../../source/services/index.ts';

const bindings = bindingsWith(services.map(({id, actions}) => ({service: id, actions})));
const checkKeyOverrides = (overrides: KeyOverrides): void => check(bindings, overrides);

test('no key has two meanings in one place', () => {
  expect(() => checkKeyOverrides({})).not.toThrow();
});

test('every key has its own id and says what it does', () => {
  const ids = bindings.map(binding => binding.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const binding of bindings) expect(binding.describe).not.toBe('');
});

test('no key is one that tmux or screen keep for themselves', () => {
  const keys = bindings.flatMap(binding => binding.keys);
  for (const taken of ['Ctrl-a', 'Ctrl-b', 'Ctrl-d', 'Ctrl-k']) expect(keys).not.toContain(taken);
});

test('an override of a key that is not there names the nearest', () => {
  expect(() => checkKeyOverrides({qiut: 'x'})).toThrow('There is no key named "qiut". Did you mean "quit"?');
});

test('an override that nobody can press, or that takes the key of another, is refused', () => {
  expect(() => checkKeyOverrides({quit: 'Meta-x'})).toThrow('"Meta-x" is not a key for quit');
  expect(() => checkKeyOverrides({quit: ''})).toThrow('is not a key for quit');
  expect(() => checkKeyOverrides({quit: 'j'})).toThrow('The key j is given to down and to quit.');
  expect(() => checkKeyOverrides({quit: 'j', down: 'y Down'})).not.toThrow();
  expect(() => checkKeyOverrides({pause: false})).not.toThrow();
});

test('the keys of actions can be given away, and clash with those of the list', () => {
  expect(() => checkKeyOverrides({'kinesis.split': 'Z', 'kinesis.sample': false})).not.toThrow();
  expect(() => checkKeyOverrides({'kinesis.split': 'j'})).toThrow('The key j is given to');
  expect(() => checkKeyOverrides({'kinesis.spilt': 'Z'})).toThrow('Did you mean "kinesis.split"?');
});

test('two panels may give one key two meanings', () => {
  const action = bindings.find(({id}) => id === 'kinesis.split');
  if (!action) throw new Error('There is no kinesis.split.');
  const other = {...action, id: 'other.split', scope: 'panel other' as const};
  expect(() => check([...bindings, other], {})).not.toThrow();
  expect(() => check([...bindings, {...other, scope: 'everywhere' as const}], {})).toThrow('The key s');
});

test('the palette answers the start of a name before its middle, and its middle before its letters', () => {
  const names = ['reorders', 'old-raw-dump', 'orders', 'audit'];
  expect(best(names, 'ord', name => name, 10)).toEqual(['orders', 'reorders', 'old-raw-dump']);
  expect(score('audit', 'ord')).toBeUndefined();
});

test('the palette keeps a bounded number of finds, however many there are', () => {
  const names = Array.from({length: 10_000}, (_, index) => `stream-${index}`);
  const found = best(names, 'stream', name => name, 50);
  expect(found).toHaveLength(50);
  expect(best(names, 'stream-77', name => name, 5)[0]).toBe('stream-77');
});
