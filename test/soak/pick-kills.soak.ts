import {rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {stringify} from 'smol-toml';
import {afterAll, expect, test} from 'vitest';
import {counts, seedOf, tell} from './counts.ts';
import {phases} from './pick/proxy.ts';
import {endPrograms, type Outcome, type Story, tellStory} from './pick/story.ts';

/** Kills in all, half of them on each kind of queue. */
const kills = counts(400, 4);

afterAll(endPrograms);

const killArbitrary = fc.record({
  operation: fc.constantFrom(
    'ReceiveMessage',
    'SendMessageBatch',
    'SendMessageBatch',
    'DeleteMessageBatch',
    'DeleteMessageBatch',
    'ChangeMessageVisibilityBatch',
  ),
  nth: fc.integer({min: 1, max: 4}),
  phase: fc.constantFrom(...phases),
  laterMs: fc.constantFrom(0, 0, 1, 3),
});

const storyArbitrary = (fifo: boolean): fc.Arbitrary<Story> =>
  fc.record({
    fifo: fc.constant(fifo),
    kills: fc.array(killArbitrary, {minLength: 1, maxLength: 4}),
    gapSeconds: fc.constantFrom(200, 400),
  });

async function scenario(fifo: boolean): Promise<string> {
  const end = fifo ? '.fifo' : '';
  const path = join(tmpdir(), `hotshard-kills-${process.pid}${end}.toml`);
  const contentBasedDeduplication = fifo;
  const queues = [
    {
      name: `payments${end}`,
      contentBasedDeduplication,
      deadLetter: {queue: `payments-dlq${end}`, maxReceiveCount: 4},
    },
    {name: `payments-dlq${end}`, contentBasedDeduplication, retentionSeconds: 1_209_600},
  ];
  await writeFile(path, stringify({name: 'kills', regions: ['us-east-1'], queues}));
  return path;
}

/** Story after story until a pick was killed so often. */
async function until(wanted: number, fifo: boolean): Promise<readonly {story: Story; outcome: Outcome}[]> {
  const file = await scenario(fifo);
  const stories = fc.sample(storyArbitrary(fifo), {numRuns: wanted * 3 + 10, seed: seedOf(4417)});
  const told: {story: Story; outcome: Outcome}[] = [];
  let killed = 0;
  try {
    for (const story of stories) {
      if (killed >= wanted) return told;
      const outcome = await tellStory(story, file);
      killed += outcome.killed;
      told.push({story, outcome});
    }
    throw new Error(`only ${killed} kills came about`);
  } finally {
    await rm(file);
  }
}

function sums(kind: string, told: readonly {readonly outcome: Outcome}[]): void {
  const sum = (of: (outcome: Outcome) => number) => told.reduce((total, {outcome}) => total + of(outcome), 0);
  tell(
    `${kind}: ${sum(({killed}) => killed)} kills in ${told.length} stories, ${sum(({lost}) => lost.length)} lost, ` +
      `${sum(({duplicates}) => duplicates)} doubled, ${sum(({told: {possibleDuplicates}}) => possibleDuplicates)} told, ` +
      `${sum(({neverLeft}) => neverLeft)} of those never left`,
  );
}

test('a pick that is killed at any point loses nothing, and what is there twice is told', async () => {
  const told = await until(kills / 2, false);
  sums('standard', told);
  for (const {story, outcome} of told) {
    const where = JSON.stringify({story, outcome});
    expect(outcome.lost, where).toEqual([]);
    expect(outcome.touched, where).toEqual([]);
    expect(outcome.told.result, where).toBe('done');
    // What is told is what is there, and what nobody can know: written down, and killed before it left.
    const reported = outcome.told.possibleDuplicates;
    expect(reported, where).toBe(outcome.duplicates + outcome.neverLeft);
    // The end of it is told too: nothing is left to be done.
    expect(outcome.told.says, where).not.toContain('not seen deleted');
  }
});

test('on a FIFO queue with content deduplication too, in the order of each group', async () => {
  const told = await until(kills / 2, true);
  sums('FIFO', told);
  for (const {story, outcome} of told) {
    const where = JSON.stringify({story, outcome});
    expect(outcome.lost, where).toEqual([]);
    expect(outcome.touched, where).toEqual([]);
    expect(outcome.told.result, where).toBe('done');
    expect(outcome.inOrder, where).toBe(true);
    // Sent again within five minutes, it is dropped by its deduplication id.
    const reported = outcome.told.possibleDuplicates;
    expect(reported, where).toBeGreaterThanOrEqual(outcome.duplicates);
    expect(reported, where).toBeLessThanOrEqual(outcome.duplicates + outcome.neverLeft);
    expect(outcome.told.says, where).not.toContain('not seen deleted');
    if (story.kills.length === 1 && story.gapSeconds === 200) expect(reported, where).toBe(0);
  }
});
