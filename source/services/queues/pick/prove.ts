import type {Proof} from '../../../actions/plan.ts';
import {formatCount} from '../../../text/number.ts';
import type {QueueAttributes} from '../facts.ts';
import type {PickFacts} from './facts.ts';

/** The depths before and after. AWS counts them approximately, and consumers go on meanwhile. */
export function prove(before: PickFacts, after: PickFacts): Proof {
  const [was, is] = [before.attributes.visible, after.attributes.visible];
  const verdict =
    was === undefined || is === undefined
      ? 'AWS did not say how many are left.'
      : `${formatCount(is)} visible here now, ${formatCount(was)} before (AWS counts approximately).`;
  return {before: depths(before), after: depths(after), verdict, helped: undefined};
}

function depths({attributes, destinations, left}: PickFacts): Readonly<Record<string, string>> {
  const there = [...destinations.values()].flatMap(place =>
    place.attributes.ok ? [[`visible in ${place.name}`, visibleIn(place.attributes.value)] as const] : [],
  );
  return {
    visible: visibleIn(attributes),
    'in flight': attributes.inFlight === undefined ? 'unknown' : formatCount(attributes.inFlight),
    ...Object.fromEntries(there.slice(0, 3)),
    'possible duplicates': formatCount(left.duplicates),
  };
}

const visibleIn = ({visible}: QueueAttributes): string =>
  visible === undefined ? 'unknown' : formatCount(visible);
