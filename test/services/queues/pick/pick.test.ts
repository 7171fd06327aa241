import {readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {pick} from '../../../../source/services/queues/pick/action.ts';
import {bench, pair} from './bench.ts';

const numbered = (count: number, body: (index: number) => string) =>
  Array.from({length: count}, (_, index) => ({MessageBody: body(index)}));

const wantedBody = (index: number) => (index % 3 === 0 ? `poison ${index}` : `slow ${index}`);

test('only what is meant goes back to where it failed; everything else is there for everybody again', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', numbered(60, wantedBody));
  const {result, says, proof} = await at.run(pick, 'payments-dlq', {pattern: '^poison'});
  expect(says).toContain('Moved 20 messages into payments. Given back 40 messages.');
  expect(says).toContain('Nothing is there twice as far as can be told.');
  expect(result).toBe('done');
  expect(proof?.verdict).toBe('40 visible here now, 60 before (AWS counts approximately).');
  expect(await at.depth('payments-dlq')).toEqual({visible: 40, inFlight: 0});
  const moved = (await at.drain('payments')).map(({Body}) => Body).sort();
  expect(moved).toEqual(
    numbered(60, wantedBody)
      .map(({MessageBody}) => MessageBody)
      .filter(body => body.startsWith('poison'))
      .sort(),
  );
  expect((await at.drain('payments-dlq')).every(({Body}) => Body?.startsWith('slow'))).toBe(true);
  // Nothing is open: there is nothing to remember.
  expect(await at.intentFiles()).toEqual([]);
});

test('a copy has all that belonged to the message', async () => {
  const at = await bench(pair());
  const attributes = {
    ErrorMessage: {DataType: 'String', StringValue: 'größer als erlaubt'},
    attempt: {DataType: 'Number.int', StringValue: '3'},
    raw: {DataType: 'Binary', BinaryValue: new Uint8Array([0, 255, 7])},
  };
  const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793';
  await at.send('payments-dlq', [
    {
      MessageBody: 'the one',
      MessageAttributes: attributes,
      MessageSystemAttributes: {AWSTraceHeader: {DataType: 'String', StringValue: trace}},
    },
  ]);
  await at.run(pick, 'payments-dlq', {pattern: 'the one'});
  const [copy] = await at.drain('payments');
  expect(copy?.MessageAttributes).toMatchObject(attributes);
  expect(copy?.Attributes?.AWSTraceHeader).toBe(trace);
});

test('neither bodies, patterns nor ids of messages are in the journal', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', [{MessageBody: 'anna@example.org owes 12 EUR'}]);
  await at.run(pick, 'payments-dlq', {pattern: 'anna@example'});
  const journal = await at.journal();
  expect(journal).toContain('queues.pick');
  expect(journal).not.toContain('anna');
  expect((await at.plan(pick, 'payments-dlq', {pattern: 'anna@example'})).picture).toBeDefined();
});

test('it stops at as many as were asked for, and gives the rest back', async () => {
  const at = await bench(pair());
  await at.send(
    'payments-dlq',
    numbered(50, index => `poison ${index}`),
  );
  const {says} = await at.run(pick, 'payments-dlq', {pattern: 'poison', most: '15'});
  expect(says).toMatch(/Moved 15 messages into payments\. Given back 5 messages: 5 that were enough/);
  expect(await at.depth('payments-dlq')).toEqual({visible: 35, inFlight: 0});
  expect(await at.depth('payments')).toEqual({visible: 15, inFlight: 0});
});

test('into a file: whole, for its owner alone, then deleted; and never over another file', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', numbered(30, wantedBody));
  const save = join(at.folder, 'poison.jsonl');
  const plan = await at.plan(pick, 'payments-dlq', {pattern: 'poison', save});
  expect(plan.risk).toBe('destructive');
  const {says} = await at.run(pick, 'payments-dlq', {pattern: 'poison', save});
  expect(says).toContain(`Saved 10 messages to ${save}. Given back 20 messages.`);
  const lines = (await readFile(save, 'utf8')).trim().split('\n');
  expect(lines.map(line => JSON.parse(line).Body).every(body => body.startsWith('poison'))).toBe(true);
  expect(new Set(lines).size).toBe(10);
  expect((await stat(save)).mode & 0o777).toBe(0o600);
  expect(await at.depth('payments-dlq')).toEqual({visible: 20, inFlight: 0});
  expect(await at.depth('payments')).toEqual({visible: 0, inFlight: 0});
  const again = await at.plan(pick, 'payments-dlq', {pattern: 'slow', save});
  expect(again.blocked.map(({because}) => because)).toEqual([`${save} is there already.`]);
});

test('whoever stops it finds nothing hidden and nothing lost', async () => {
  const at = await bench(pair());
  await at.send('payments-dlq', numbered(100, wantedBody));
  const {result, says} = await at.run(pick, 'payments-dlq', {pattern: 'poison'}, (_, stop) => stop());
  expect(result).toBe('cancelled');
  expect(says).toMatch(/^Stopped\. Moved \d+ messages? into payments/);
  const [here, there] = [await at.depth('payments-dlq'), await at.depth('payments')];
  expect(here.inFlight).toBe(0);
  expect(here.visible + there.visible).toBe(100);
  expect(there.visible).toBeLessThan(10);
  expect(await at.intentFiles()).toEqual([]);
});

test('a message too large for the queue stays, and the others go', async () => {
  const at = await bench(pair({maximumMessageBytes: 1024}));
  await at.send('payments-dlq', [{MessageBody: `poison ${'x'.repeat(2000)}`}, {MessageBody: 'poison'}]);
  const {says} = await at.run(pick, 'payments-dlq', {pattern: 'poison'});
  expect(says).toContain('Moved 1 message into payments. Given back 1 message: 1 too large for it.');
});
