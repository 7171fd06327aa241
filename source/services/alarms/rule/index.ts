export {evaluateRule, ruleTree} from './evaluate.ts';
export {parseRule} from './parse.ts';
export {printRule} from './print.ts';
export {alarmsIn, type Rule} from './rule.ts';
