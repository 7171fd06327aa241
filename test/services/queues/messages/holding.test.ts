import {expect, test} from 'vitest';
import type {Work} from '../../../../source/actions/action.ts';
import type {Outcome} from '../../../../source/aws/problem.ts';
import {wait} from '../../../../source/clock.ts';
import {Holding} from '../../../../source/services/queues/messages/holding.ts';
import type {HeldMessage} from '../../../../source/services/queues/messages/message.ts';
import {patienceOf} from '../../../../source/services/queues/messages/patience.ts';
import {held} from './messages.ts';

/** Takes back whatever it is asked to. */
function takesBack() {
  const asked: number[] = [];
  const send: Work<unknown>['send'] = async ({parameters}) => {
    const messages = Number(parameters.messages);
    asked.push(messages);
    return {ok: true, value: {Successful: Array.from({length: messages}, () => ({}))} as never};
  };
  return {asked, send};
}

test('what a receive brings after somebody left is given back with the rest', async () => {
  const leaving = new AbortController();
  const patience = patienceOf(leaving.signal, 600);
  const toReceive = patienceOf(leaving.signal, 10);
  const {asked, send} = takesBack();
  const holding = new Holding({url: 'queue', work: {send}, patience});
  holding.hold([held('held')]);
  const answer: Outcome<readonly HeldMessage[]> = {
    ok: true,
    value: [held('late'), held('later')],
  };
  const receiving = holding.receive(
    wait(60).then(() => answer),
    toReceive,
  );
  leaving.abort();
  expect(await receiving).toBeUndefined();
  expect(await holding.giveBack()).toEqual({
    givenBack: 3,
    stillHidden: 0,
    problem: undefined,
    isCutShort: false,
  });
  expect(asked).toEqual([1, 2]);
  patience.end();
  toReceive.end();
});
