import {type Action, defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import {formatCount} from '../../../text/number.ts';
import type {HeldMessage} from '../messages/message.ts';
import {openSaveFile} from '../messages/save.ts';
import {written} from '../messages/written.ts';
import type {Queue} from '../model.ts';
import {describeLook, summariseLook, summarisePass} from './describe.ts';
import {gatherLookFacts, type LookFacts} from './facts.ts';
import {Groups} from './groups.ts';
import {looksOf} from './memory.ts';
import {type LookOptions, lookOptions, parseLook} from './options.ts';
import {type Passed, passOver} from './pass.ts';
import {planLook} from './plan.ts';

/** How often it says how far it is. */
const tellings = 10;

/** Receives a bounded number of messages, groups them by how they failed, and gives them back. */
export const look: Action = defineAction<Queue, LookFacts, LookOptions>({
  id: 'queues.look',
  key: 'v',
  title: 'Look at messages',
  describe: 'Receives some messages, groups them by the shape of their failure, and gives them back at once.',
  on: 'resource',
  options: lookOptions,
  needs: [
    'sqs:GetQueueUrl',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    // It stands for the batch, too.
    'sqs:ChangeMessageVisibility',
  ],
  sends: ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibilityBatch'],
  available: ({visible}) => (visible === 0 ? 'Nothing to look at: no message is visible' : true),
  parse: parseLook,
  gather: (session, target, options) => gatherLookFacts(session, target, options),
  plan: planLook,
  run: (plan, facts, options, work) => run(plan.target.arn, facts, options, work),
  prove: (before, after) => ({
    before: depthOf(before),
    after: depthOf(after),
    verdict: after.look === undefined || after.look === before.look ? '' : summariseLook(after.look),
    helped: undefined,
    // Shapes and counts, values taken out: for a script as well as for a screen.
    found: after.look === undefined || after.look === before.look ? [] : describeLook(after.look),
  }),
});

async function* run(
  arn: string,
  {url, attributes}: LookFacts,
  {most, save}: LookOptions,
  work: Work<LookFacts>,
): AsyncGenerator<Progress, Ending> {
  const opened = written(() => (save === undefined ? undefined : openSaveFile(save)));
  if (!opened.ok) return {ended: 'failed', problem: opened.problem};
  const file = opened.value;
  const groups = new Groups();
  let told = 0;
  const take = (messages: readonly HeldMessage[]) =>
    written((): Progress | undefined => {
      file?.write(messages);
      for (const message of messages) groups.add(message);
      if (told > 0 && groups.messages < told + most / tellings) return undefined;
      told = groups.messages;
      const shows = describeLook(groups.finish(work.now(), false));
      return {says: `${formatCount(told)} messages looked at`, shows};
    });
  try {
    const passed = yield* passOver(work, url, most, take);
    const found = groups.finish(work.now(), isWhole(passed, attributes));
    if (passed.seen > 0 || passed.isEmptied) looksOf(work.session).put(arn, found);
    const says = `${summarisePass(passed)}${file ? ` Written to ${file.path}.` : ''}`;
    yield {says, shows: describeLook(found)};
    const {problem} = passed;
    if (problem) return {ended: 'failed', problem: {...problem, sentence: `${problem.sentence} ${says}`}};
    return work.signal.aborted ? {ended: 'stopped', says} : {ended: 'done', note: says};
  } finally {
    file?.close();
  }
}

/** Nothing more came, nothing is in somebody else's hands, and no group of a FIFO queue hides what is behind its head. */
const isWhole = (passed: Passed, {fifo, inFlight, delayed}: LookFacts['attributes']): boolean =>
  passed.isEmptied && !fifo && inFlight === 0 && delayed === 0;

const depthOf = ({attributes: {visible, inFlight}}: LookFacts): Readonly<Record<string, string>> => ({
  visible: visible === undefined ? 'not known' : formatCount(visible),
  'in flight': inFlight === undefined ? 'not known' : formatCount(inFlight),
});
