import {formatCount} from '../../../text/number.ts';

export const messagesText = (count: number): string =>
  count === 1 ? '1 message' : `${formatCount(count)} messages`;
