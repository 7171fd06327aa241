import {expect, test} from 'vitest';
import {junitText} from '../../../source/commands/many/junit.ts';

const suite = {name: 'alarms.test shop-', action: 'alarms.test', startedAt: 0, tookMs: 1500};

test('a build server reads what passed, failed, is unknown and was skipped, and why', () => {
  const text = junitText({
    ...suite,
    cases: [
      {name: 'a', is: 'passed', says: 'Fine.', details: ['✓ pages topic x'], tookMs: 1200},
      {name: 'b', is: 'failed', says: 'It "failed" <badly> & twice', details: [], tookMs: 300},
      {name: 'c', is: 'unknown', says: 'No answer.', details: [], tookMs: 300},
      {name: 'd', is: 'skipped', says: 'It is muted.', details: [], tookMs: undefined},
    ],
  });
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="hotshard" tests="4" failures="1" errors="1" skipped="1" time="1.500">
  <testsuite name="alarms.test shop-" tests="4" failures="1" errors="1" skipped="1" time="1.500" timestamp="1970-01-01T00:00:00">
    <testcase classname="alarms.test" name="a" time="1.200">
      <system-out>Fine.
✓ pages topic x</system-out>
    </testcase>
    <testcase classname="alarms.test" name="b" time="0.300">
      <failure message="It &quot;failed&quot; &lt;badly&gt; &amp; twice"/>
    </testcase>
    <testcase classname="alarms.test" name="c" time="0.300">
      <error message="No answer."/>
    </testcase>
    <testcase classname="alarms.test" name="d">
      <skipped message="It is muted."/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('whatever an alarm is called, the report stays XML', () => {
  const name = 'a\u0000b\u001B[31m\uD800"<\n\r\t😀]]>';
  const text = junitText({...suite, cases: [{name, is: 'failed', says: name, details: [name], tookMs: 0}]});
  expect(text).toContain('name="a\uFFFDb\uFFFD[31m\uFFFD&quot;&lt;&#10;&#13;&#9;😀]]&gt;"');
  expect(text).toContain('<system-out>a\uFFFDb\uFFFD[31m\uFFFD&quot;&lt;\n&#13;\t😀]]&gt;</system-out>');
});
