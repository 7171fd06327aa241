import {Readable} from 'node:stream';
import {type LifecycleRule, S3Client} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {OptionValues} from '../../../../source/actions/action.ts';
import {describeRule, scopeText} from '../../../../source/services/buckets/lifecycle/describe.ts';
import {merge} from '../../../../source/services/buckets/lifecycle/merge.ts';
import {parseLifecycle} from '../../../../source/services/buckets/lifecycle/options.ts';
import {readConfiguration} from '../../../../source/services/buckets/lifecycle/read-configuration.ts';
import {optionsOf, ruleOf} from '../../../../source/services/buckets/lifecycle/rule.ts';
import {under} from '../../../../source/services/buckets/lifecycle/scope.ts';
import {serialise} from '../../../../source/services/buckets/lifecycle/serialise.ts';
import {childrenOf} from '../../../../source/services/buckets/lifecycle/xml.ts';
import {someRules} from './some-rules.ts';

/** What the SDK makes of a body that AWS answers with. */
async function understood(body: string): Promise<readonly LifecycleRule[]> {
  const client = new S3Client({
    region: 'us-east-1',
    credentials: {accessKeyId: 'key', secretAccessKey: 'secret'},
    requestHandler: {
      handle: async () => ({
        response: {statusCode: 200, headers: {}, body: Readable.from([Buffer.from(body)])},
      }),
    } as never,
  });
  const {signal} = new AbortController();
  const read = await readConfiguration(client, {Bucket: 'exports'}, signal);
  expect(read.raw).toBe(body);
  return read.rules;
}

const optionsFor = (values: OptionValues) => {
  const parsed = parseLifecycle(values);
  if ('wrong' in parsed) throw new Error(parsed.wrong);
  return parsed.options;
};

const changes: fc.Arbitrary<OptionValues> = fc.constantFrom(
  {prefix: 'tmp/', expire: '7'},
  {to: 'STANDARD_IA@30,GLACIER@90', expire: '400'},
  {prefix: 'x/', 'noncurrent-expire': '30', 'keep-versions': '3', 'abort-uploads': '7', disabled: 'yes'},
  {disabled: 'yes'},
  {enabled: 'yes'},
  {remove: 'yes'},
);

test('of any set of rules, all but the one that is changed are written as they were read, in their order', async () => {
  const one = fc.tuple(someRules, fc.integer({min: 0, max: 14}), changes);
  await fc.assert(
    fc.asyncProperty(one, async ([rules, place, change]) => {
      const id = `rule ${place}`;
      const raw = await serialise(rules);
      const read = await understood(raw);
      const before = childrenOf(raw);
      expect(childrenOf(await serialise(read))).toEqual(before);
      const merged = merge(read, optionsFor({id, ...change}));
      if ('blocked' in merged) {
        expect(read.some(({ID}) => ID === id) && !change.prefix).toBe(false);
        return;
      }
      const after = childrenOf(await serialise(merged.rules));
      // The first is the root.
      const others = before?.filter((_, index) => index !== place + 1);
      expect(after?.filter((_, index) => merged.rules[index - 1]?.ID !== id)).toEqual(others);
      expect(merged.rules.some(({ID}) => ID === id)).toBe(!change.remove);
      if (place < rules.length && !change.remove) expect(merged.rules[place]?.ID).toBe(id);
    }),
    {numRuns: 25},
  );
});

const values = fc
  .record(
    {
      prefix: fc.constantFrom('logs/', 'a b/'),
      tag: fc.constantFrom('team=data', 'team=data,cost=a=b', 'empty='),
      'larger-than': fc.constantFrom('0', '131072'),
      'smaller-than': fc.constantFrom('200000', '5000000000'),
      to: fc.constantFrom('GLACIER_IR@0', 'STANDARD_IA@30,GLACIER@60'),
      expire: fc.constantFrom('61', '4000'),
      'noncurrent-to': fc.constant('DEEP_ARCHIVE@10'),
      'noncurrent-expire': fc.constantFrom('11', '300'),
      'keep-versions': fc.constantFrom('1', '100'),
      disabled: fc.constant('yes'),
    },
    {requiredKeys: ['noncurrent-expire']},
  )
  .map((given): OptionValues => ({id: 'rule', ...given}));

test('a rule made from options is told in the same options again, and in the same words', () => {
  fc.assert(
    fc.property(values, given => {
      const {wants} = optionsFor(given);
      if (wants.to !== 'put') throw new Error('it is switched only');
      const scope = wants.rule.scope ?? under('');
      const rule = ruleOf('rule', {...wants.rule, scope}, {oldForm: false});
      expect(optionsOf(rule)).toEqual(given);
      expect(scopeText(scope)).toBe(describeRule(rule).scope);
    }),
    {numRuns: 50},
  );
});

test('what is written without meaning is no difference; anything else is', () => {
  const xml = (inside: string) => `<LifecycleConfiguration>${inside}</LifecycleConfiguration>`;
  const rule =
    '<Rule><ID>a</ID><Prefix/><Status>Enabled</Status><Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration></Rule>';
  const same = `<?xml version="1.0"?><LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
    <!-- no meaning --><Rule> <Status>Enabled</Status><Prefix></Prefix><ID>&#97;</ID>
    <Expiration><Date>2030-01-01T00:00:00.000Z</Date></Expiration></Rule></LifecycleConfiguration>`;
  expect(childrenOf(same)).toEqual(childrenOf(xml(rule)));
  const others = [
    rule.replace('<Prefix/>', '<Prefix> </Prefix>'),
    rule.replace('<Prefix/>', ''),
    rule.replace('<Prefix/>', '<Prefix/><New>1</New>'),
    rule.replace('<ID>', '<ID lang="en">'),
    rule.replace('2030', '2031'),
    rule.replace('<Status>Enabled</Status>', '<Status>Enabled</Status><Status>Enabled</Status>'),
  ];
  for (const other of others) expect(childrenOf(xml(other)), other).not.toEqual(childrenOf(xml(rule)));
  const second = rule.replace('<ID>a', '<ID>b');
  expect(childrenOf(xml(rule + second))).not.toEqual(childrenOf(xml(second + rule)));
  expect(childrenOf('not xml')).toBeUndefined();
});

test('what the SDK reads wrong is seen: a character beyond the basic plane, written as a number', async () => {
  const raw =
    '<LifecycleConfiguration><Rule><ID>&#x1F600;</ID><Prefix/><Status>Enabled</Status></Rule></LifecycleConfiguration>';
  expect(childrenOf(await serialise(await understood(raw)))).not.toEqual(childrenOf(raw));
});
