import {expect, test} from 'vitest';
import type {Sent} from '../../source/actions/journal-entry.ts';
import {requestText} from '../../source/actions/request-text.ts';

const list: Sent = {
  event: 'request',
  operation: 's3:ListObjectsV2',
  parameters: {requests: 3_513},
  outcome: 'accepted',
};

test('pages of a count were answered: they are told by how many they were', () => {
  expect(requestText(list)).toBe('s3:ListObjectsV2 3,513 times accepted');
  expect(requestText({...list, parameters: {requests: 1}})).toBe('s3:ListObjectsV2 once accepted');
});

test('one by itself is told by its id, and of many the last', () => {
  expect(requestText({...list, parameters: {}, requestId: 'A1'})).toBe('s3:ListObjectsV2 A1');
  expect(requestText({...list, requestId: 'A1'})).toBe('s3:ListObjectsV2 3,513 times, the last A1');
});

test('a refusal is an answer, and no answer is none', () => {
  expect(requestText({...list, parameters: {}, outcome: 'refused'})).toBe('s3:ListObjectsV2 refused');
  expect(requestText({...list, parameters: {}, outcome: 'unknown'})).toBe(
    's3:ListObjectsV2 without an answer',
  );
});
