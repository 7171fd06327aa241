import {expect, test} from 'vitest';
import type {OptionValues} from '../../../../source/actions/action.ts';
import {parseLifecycle} from '../../../../source/services/buckets/lifecycle/options.ts';

const wrong = (values: OptionValues) => {
  const parsed = parseLifecycle({id: 'rule', ...values});
  return 'wrong' in parsed ? parsed.wrong : undefined;
};

test('what AWS would refuse is refused before anything is asked, with what to do', () => {
  const refused: readonly (readonly [OptionValues, RegExp])[] = [
    [{id: ''}, /Name the rule/],
    [{id: 'x'.repeat(256), expire: '1'}, /at most 255 characters, not 256/],
    [{}, /Say what the rule does/],
    [{expire: '0'}, /whole number from 1/],
    [{expire: '1.5'}, /whole number from 1 to .*, not 1\.5/],
    [{to: 'STANDARD_IA@29'}, /nothing to STANDARD_IA before 30 days: say STANDARD_IA@30 or later/],
    [{'noncurrent-to': 'ONEZONE_IA@7'}, /^noncurrent-to: AWS moves nothing to ONEZONE_IA before 30 days/],
    [{to: 'STANDARD_IA@30,GLACIER@59'}, /say GLACIER@60 or later/],
    [{to: 'GLACIER@30,GLACIER_IR@90'}, /nothing moves from GLACIER to GLACIER_IR/],
    [{to: 'GLACIER@90,DEEP_ARCHIVE@90'}, /has to come after GLACIER@90/],
    [{to: 'STANDARD@30'}, /the classes are STANDARD_IA/],
    [{to: 'GLACIER'}, /CLASS@DAYS/],
    [{to: 'GLACIER@90', expire: '90'}, /expire has to come after the last move.*say more than 90/],
    [{expire: '7', 'expire-markers': 'yes'}, /not said in one rule/],
    [{tag: 'a=b', 'expire-markers': 'yes'}, /goes with a prefix alone/],
    [{tag: 'a=b', 'abort-uploads': '7'}, /goes with a prefix alone/],
    [{'larger-than': '5', 'abort-uploads': '7'}, /goes with a prefix alone/],
    [{tag: 'a', expire: '7'}, /tag is KEY=VALUE, not a/],
    [{tag: 'a=b,a=c', expire: '7'}, /named twice/],
    [{'larger-than': '10', 'smaller-than': '11', expire: '7'}, /move them apart/],
    [{'keep-versions': '3', expire: '7'}, /goes with noncurrent-expire/],
    [{'keep-versions': '101', 'noncurrent-expire': '7'}, /from 1 to 100/],
    [{remove: 'yes', expire: '7'}, /say it with id alone/],
    [{remove: 'yes', disabled: 'yes'}, /not said together/],
    [{disabled: 'true', expire: '7'}, /disabled is yes or left out/],
  ];
  for (const [values, sentence] of refused) expect(wrong(values), JSON.stringify(values)).toMatch(sentence);
});

test('what AWS takes is taken', () => {
  const taken: readonly OptionValues[] = [
    {to: 'INTELLIGENT_TIERING@0'},
    {to: 'glacier_ir@0, DEEP_ARCHIVE@180', expire: '181'},
    {to: 'STANDARD_IA@30,INTELLIGENT_TIERING@31,GLACIER@60'},
    {'noncurrent-to': 'GLACIER@1', 'noncurrent-expire': '100', 'keep-versions': '100'},
    {tag: 'team=data,cost=a=b', 'larger-than': '0', 'smaller-than': '131072', expire: '1'},
    {prefix: 'logs/', 'expire-markers': 'yes', 'abort-uploads': '1'},
  ];
  for (const values of taken) expect(wrong(values), JSON.stringify(values)).toBeUndefined();
});
