import {describe, expect, onTestFinished, test} from 'vitest';
import {cancel} from '../../../../source/services/queues/redrive/cancel.ts';
import {redrive} from '../../../../source/services/queues/redrive/redrive.ts';
import {type Bench, bench, type Failing, paymentsQueues} from './bench.ts';

const dlq = 'payments-dlq';
/** 4 receives × 60 s, and two minutes. */
const windowMs = 360_000;
const aMinuteFourTimes = {visibilityTimeoutSeconds: 60, maxReceiveCount: 4};
const started = 'sqs:StartMessageMoveTask';
const cancelled = 'sqs:CancelMessageMoveTask';

async function opened(queues: Parameters<typeof bench>[0]): Promise<Bench> {
  const made = await bench(queues);
  onTestFinished(made.end);
  return made;
}

const failing = (world: Failing) => opened(paymentsQueues(world));

const operations = ({requests}: {readonly requests: readonly {readonly operation: string}[]}) =>
  requests.map(({operation}) => operation);

describe('a redrive', () => {
  test('of a repaired queue sends a canary, watches it, sends the rest, and leaves the queue empty', async () => {
    const {run, depth, tasks} = await opened('black-friday');
    const {result, says, proof, said, journaled} = await run(redrive, 'orders-dlq');
    expect(result).toBe('done');
    expect(says).toMatch(
      /^301 messages were moved\. None came back\. 11 had gone first\. orders-dlq is empty\.$/,
    );
    expect(proof).toEqual({
      before: {messages: '312'},
      after: {messages: '0', moved: '312'},
      verdict: 'orders-dlq is empty.',
      helped: true,
    });
    expect(await depth('orders-dlq')).toBe(0);
    expect(operations(journaled)).toEqual([started, cancelled, started]);
    const [rest, canary] = await tasks('orders-dlq');
    expect(canary).toMatchObject({status: 'CANCELLED', perSecond: 1, moved: 11});
    expect(rest).toMatchObject({status: 'COMPLETED', moved: 301});
    expect(said).toContainEqual(
      expect.stringMatching(/^Canary: \d+ of 10 moved at 1\/s, [\d.]+s left, none came back$/),
    );
    expect(said).toContainEqual(
      expect.stringMatching(/^Canary: 11 messages were moved, watched 1m of 3m50s/),
    );
    expect(said).toContainEqual(expect.stringMatching(/^Redrive: \d+ of 301 moved at 1\/s, 2m\d\ds left/));
  });

  test('whose canary comes back does not send the rest', async () => {
    const {run, tasks} = await failing({bounce: 0.3});
    const {result, says, proof} = await run(redrive, dlq);
    expect(result).toBe('cancelled');
    expect(says).toMatch(
      /^1\d messages were moved\. \d( to \d)? came back\. The rest was not started: look at what/,
    );
    expect(proof?.after['came back']).toMatch(/came back/);
    expect(await tasks(dlq)).toHaveLength(1);
  });

  test('without a canary is cancelled within one window when 30% come back', async () => {
    const {run, clock, tasks} = await failing({...aMinuteFourTimes, messages: 2_000, bounce: 0.3});
    const began = clock.now();
    const {result, says, journaled} = await run(redrive, dlq, {canary: '0'});
    expect(result).toBe('cancelled');
    expect(says).toMatch(
      /^Cancelled by itself: at least \d+ of \d+ came back\. \d+ messages were moved\. Look at/,
    );
    expect(clock.now() - began).toBeLessThan(windowMs);
    expect(operations(journaled)).toEqual([started, cancelled]);
    expect((await tasks(dlq))[0]?.status).toBe('CANCELLED');
  });

  test('of a queue that is smaller than a canary watches all of it', async () => {
    const {run, depth} = await failing({messages: 4});
    const {result, says, journaled} = await run(redrive, dlq);
    expect(result).toBe('done');
    expect(says).toMatch(/^4 messages were moved\. None came back\./);
    expect(operations(journaled)).toEqual([started]);
    expect(await depth(dlq)).toBe(0);
  });

  test('whose failures take longer to show than anybody watches is never called clean', async () => {
    const {run, plan, clock, tasks} = await failing({visibilityTimeoutSeconds: 300, maxReceiveCount: 4});
    const {changes, steps} = await plan(redrive, dlq);
    expect(changes.join(' ')).toContain('is seen within 22m: longer than the 15m that a canary is watched');
    expect(steps).toHaveLength(2);
    const began = clock.now();
    const {result, says} = await run(redrive, dlq);
    expect(result).toBe('cancelled');
    expect(says).toMatch(
      /A failure takes longer to show than it was watched\. The rest was not started.*--canary 0/,
    );
    expect(clock.now() - began).toBeGreaterThan(15 * 60_000);
    expect(await tasks(dlq)).toHaveLength(1);
  });

  test('to a queue that nobody consumes proves nothing, and does not go on by itself', async () => {
    const {run, tasks} = await failing({messages: 40, abandoned: true});
    const {result, says} = await run(redrive, dlq, {'without-consumer': dlq});
    expect(result).toBe('cancelled');
    expect(says).toMatch(
      /None came back\. Nobody consumes them, so nothing could fail\. The rest was not started/,
    );
    expect(await tasks(dlq)).toHaveLength(1);
  });

  test.each([5, 45])(
    'whose consumer dies %i s after the canary began does not send the rest',
    async second => {
      const {run, tasks} = await failing({...aMinuteFourTimes, consumerDiesAtSecond: second});
      const {result, says} = await run(redrive, dlq);
      expect(result).toBe('cancelled');
      expect(says).toMatch(
        /None came back\. The rest was not started: nobody was seen to delete a message from payments since the canary; start its consumer, or say --without-consumer payments-dlq\./,
      );
      expect(await tasks(dlq)).toHaveLength(1);
    },
  );

  test('although nobody consumes, as typed, goes on when its consumer dies in the canary', async () => {
    const {run, tasks} = await failing({messages: 40, consumerDiesAtSecond: 5});
    const {result} = await run(redrive, dlq, {'without-consumer': dlq});
    expect(result).toBe('done');
    expect(await tasks(dlq)).toHaveLength(2);
  });

  test('that is left alone starts whole, returns at once, and runs on', async () => {
    const {run, clock, tasks} = await failing({});
    const began = clock.now();
    const {result, says} = await run(redrive, dlq, {detach: 'yes', rate: '3'});
    expect(result).toBe('done');
    expect(says).toMatch(/^It runs, and nobody watches it: queues\.cancel payments-dlq stops it\./);
    expect(clock.now() - began).toBeLessThan(1_000);
    expect((await tasks(dlq))[0]).toMatchObject({status: 'RUNNING', perSecond: 3});
  });

  test('goes to another queue when one is named, and nothing guards what cannot come back', async () => {
    const {run, plan, depth} = await opened([
      ...paymentsQueues({messages: 40}),
      {name: 'parked', consumer: {messagesPerSecond: 5}, producers: [{messagesPerSecond: 1}]},
    ]);
    const {warnings, steps} = await plan(redrive, dlq, {to: 'parked'});
    expect(warnings).toContain(
      'What fails in parked does not come back to payments-dlq: nothing guards this move.',
    );
    expect(steps[0]?.cli).toContain('--destination-arn arn:aws:sqs:us-east-1:730112094417:parked');
    expect((await run(redrive, dlq, {to: 'parked'})).result).toBe('done');
    expect(await depth(dlq)).toBe(0);
  });
});

describe('38 messages a minute that arrive by themselves', () => {
  const arriving = {...aMinuteFourTimes, messages: 900, arrivalsPerMinute: 38};
  const although = {'while-growing': dlq};

  test('hide what comes back of a small canary: it cannot tell, says so before, and does not go on', async () => {
    const {plan, run, tasks} = await failing(arriving);
    const values = {...although, canary: '10'};
    const {warnings} = await plan(redrive, dlq, values);
    expect(warnings.join(' ')).toMatch(
      /Among what arrives, \d+ that came back would not show, and the canary is 10/,
    );
    const {result, says} = await run(redrive, dlq, values);
    expect(result).toBe('cancelled');
    expect(says).toMatch(
      /Cannot tell them from the 3\d(\.\d)?\/m that arrive by themselves\. The rest was not started/,
    );
    expect(await tasks(dlq)).toHaveLength(1);
  });

  test('do not cancel a move of which nothing comes back', async () => {
    const {run} = await failing(arriving);
    // The oldest go first; after them come those that arrive, and those do fail.
    const {said, says} = await run(redrive, dlq, although, (line, stop) => {
      if (/^Redrive: (4[5-9]|[5-9])\d\d? of/.test(line) && !/^Redrive: \d\d? of/.test(line)) stop();
    });
    expect(said.join('\n')).toMatch(
      /Canary: 30\d messages were moved\. At most \d+ came back\. Starting the rest/,
    );
    expect(says).toMatch(/^Cancelled\. 4\d\d messages were moved\./);
  });

  test('do not hide that 30% come back', async () => {
    const {run} = await failing({...arriving, messages: 2_000, bounce: 0.3});
    const {result, says} = await run(redrive, dlq, {...although, canary: '0'});
    expect(result).toBe('cancelled');
    expect(says).toMatch(/^Cancelled by itself: at least \d+ of \d+ came back\./);
  });
});

describe('while it runs', () => {
  test('a second redrive is refused with how far the first is, and a cancel stops it', async () => {
    const {run, plan, tasks, clock} = await failing({});
    await run(redrive, dlq, {detach: 'yes'});
    clock.advance(60_000);
    const [blocked] = (await plan(redrive, dlq)).blocked;
    expect(blocked?.because).toMatch(
      /^A task is moving messages out of payments-dlq already: \d+ of 300 moved at 1\/s, started 1m ago\.$/,
    );
    expect(blocked?.unblock).toBe('Wait until it ends, or cancel it (queues.cancel payments-dlq).');
    const shown = await plan(cancel, dlq);
    expect(shown.risk).toBe('reversible');
    expect(shown.changes[0]).toMatch(
      /^\d+ of 300 messages are moved so far, and stay moved\. It runs since 1m at 1\/s\.$/,
    );
    const {result, says, journaled} = await run(cancel, dlq);
    expect(result).toBe('done');
    const [task] = await tasks(dlq);
    expect(says).toBe(`Done. It is CANCELLED, with ${task?.moved} of 300 moved; the rest stayed.`);
    expect(operations(journaled)).toEqual([cancelled]);
    expect((await plan(cancel, dlq)).blocked[0]?.because).toMatch(
      /^No messages are being moved.*CANCELLED, with \d+/,
    );
  });

  test('it sees that somebody else cancelled it', async () => {
    const made = await failing({});
    let others: Promise<unknown> | undefined;
    const {result, says} = await made.run(redrive, dlq, {canary: '0'}, line => {
      if (line.startsWith('Redrive: ')) others ??= made.run(cancel, dlq);
    });
    await others;
    expect(result).toBe('cancelled');
    expect(says).toMatch(/^Somebody else cancelled the move\. \d+ messages were moved\./);
  });

  test('it does not send the rest when somebody configured the queues anew in between', async () => {
    const {run, change, tasks} = await failing({messages: 40});
    let changed: Promise<unknown> | undefined;
    const {result, says} = await run(redrive, dlq, {}, line => {
      if (line.startsWith('Canary: ')) changed ??= change('payments', {VisibilityTimeout: '90'});
    });
    await changed;
    expect(result).toBe('cancelled');
    expect(says).toContain(
      'The rest was not started: the queues were configured anew meanwhile; plan again.',
    );
    expect(await tasks(dlq)).toHaveLength(1);
  });

  test('AWS ends it when the queue that the messages belong to is deleted, and that is said in words', async () => {
    const {run, remove} = await failing({messages: 60});
    let removed: Promise<unknown> | undefined;
    const {result, says} = await run(redrive, dlq, {canary: '0'}, line => {
      if (line.startsWith('Redrive: ')) removed ??= remove('payments');
    });
    await removed;
    expect(result).toBe('failed');
    expect(says).toMatch(
      /^AWS ended the task: a queue that messages of payments-dlq belong to is gone; name another one \(--to QUEUE\)\. \d+ messages were moved\./,
    );
  });

  test('it is cancelled when it cannot be watched for a minute', async () => {
    const {run, simulation, tasks} = await failing({messages: 400});
    const {result, says} = await run(redrive, dlq, {canary: '0'}, line => {
      if (line.startsWith('Redrive: ')) {
        simulation.faults.set([
          {kind: 'error', operation: 'sqs:GetQueueAttributes', code: 'AccessDeniedException'},
        ]);
      }
    });
    simulation.faults.clear();
    expect(result).toBe('failed');
    expect(says).toMatch(/^The move could not be watched for 1m, so it was cancelled\. Not allowed/);
    expect((await tasks(dlq))[0]?.status).toMatch(/CANCELL/);
  });
});

test('a canary is cancelled in time although what the queue holds cannot be read', async () => {
  const {run, simulation, tasks} = await failing({});
  await run(redrive, dlq, {}, (line, stop) => {
    if (line.includes('watched')) stop();
    if (!/^Canary: [1-5] of 10/.test(line)) return;
    simulation.faults.set([
      {kind: 'error', operation: 'sqs:GetQueueAttributes', code: 'AccessDeniedException'},
    ]);
  });
  simulation.faults.clear();
  expect((await tasks(dlq))[0]?.moved).toBeLessThanOrEqual(15);
});
