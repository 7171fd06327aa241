import type {Json, Operation} from '../operation.ts';
import {openToken, sealToken} from '../sealed-token.ts';
import {badToken} from './errors.ts';
import type {Library} from './library.ts';
import type {Series} from './math/value.ts';
import {readQuestion} from './question.ts';
import {createResults} from './results.ts';

/** Where an answer goes on: the query, its series, the point; and the time at which it was first asked. */
type Place = {readonly query: number; readonly series: number; readonly point: number; readonly now: number};

export function createGetMetricData(library: Library, clock: () => number): Operation {
  return async (input, {region}) => {
    const question = readQuestion(input);
    const {NextToken, ...asked} = input;
    const opened = openToken(NextToken, asked, badToken);
    const place = opened ? readPlace(opened) : {query: 0, series: 0, point: 0, now: clock()};
    const results = createResults(question, library, region, place.now);
    const returned = question.queries.filter(query => query.returned);
    const page: Json[] = [];
    let left = question.mostPoints;
    const goOn = (next: Omit<Place, 'now'>): Json => ({
      MetricDataResults: page,
      NextToken: sealToken({...next, now: place.now}, asked),
      Messages: [],
    });
    for (const [index, query] of returned.entries()) {
      if (index < place.query) continue;
      if (left === 0) return goOn({query: index, series: 0, point: 0});
      const continued = index === place.query;
      for (const [number, series] of (await results(query)).entries()) {
        if (continued && number < place.series) continue;
        if (left === 0) return goOn({query: index, series: number, point: 0});
        const skip = continued && number === place.series ? place.point : 0;
        const points = inOrder(series, question.ascending).slice(skip, skip + left);
        const complete = skip + points.length >= series.points.size;
        page.push(writeResult(query.id, series.label, points, complete));
        left -= points.length;
        if (!complete) return goOn({query: index, series: number, point: skip + points.length});
      }
    }
    return {MetricDataResults: page, Messages: []};
  };
}

const inOrder = ({points}: Series, ascending: boolean): readonly (readonly [number, number])[] =>
  [...points].sort(([a], [b]) => (ascending ? a - b : b - a));

const writeResult = (
  id: string,
  label: string,
  points: readonly (readonly [number, number])[],
  complete: boolean,
): Json => ({
  Id: id,
  Label: label,
  Timestamps: points.map(([at]) => at / 1000),
  Values: points.map(([, value]) => value),
  StatusCode: complete ? 'Complete' : 'PartialData',
});

function readPlace({query, series, point, now}: Json): Place {
  if ([query, series, point, now].some(part => typeof part !== 'number')) throw badToken();
  return {query, series, point, now} as Place;
}
