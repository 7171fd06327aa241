import {Box, Text} from 'ink';
import {memo, type ReactElement} from 'react';
import type {Line} from '../../source/text/line.ts';
import {paint} from './paint.ts';

/** One row of the screen; drawn again only when its text is another. */
const Row = memo(function Row({text}: {readonly text: string}): ReactElement {
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});

/** Lines below each other, exactly `height` of them: more are left out, fewer leave room at the bottom. */
export function Rows({
  lines,
  height,
  width,
  color,
}: {
  readonly lines: readonly Line[];
  readonly height: number;
  readonly width?: number;
  readonly color: boolean;
}): ReactElement {
  return (
    <Box
      flexDirection="column"
      height={height}
      flexShrink={0}
      overflowY="hidden"
      {...(width === undefined ? {} : {width})}
    >
      {lines.slice(0, height).map((line, index) => (
        // A row is its place on the screen: what scrolls through it changes its text, nothing else.
        <Row key={placeKeys[index] ?? String(index)} text={paint(line, color)} />
      ))}
    </Box>
  );
}

const placeKeys = Array.from({length: 512}, (_, index) => `row ${index}`);
