import jsep from 'jsep';
import type { Series } from '../Series';
import { validationError } from '../requests';
import { functions, type Grid, operators, withoutNonsense } from './functions';
import { combine, isSeries, isSeriesList, type MathValue } from './MathValue';

// In metric math `^` is the power, and conditions may be combined with `AND` and `OR`.
jsep.addBinaryOp('^', 11, true);
jsep.addBinaryOp('AND', 2);
jsep.addBinaryOp('OR', 1);

/** What an expression may refer to. */
export interface MathScope {
  readonly grid: Grid;
  /** Another query by its id. */
  series(id: string): Series | undefined;
  /** The metric queries, without expressions: all, or those whose id contains the text. */
  metrics(text?: string): readonly Series[];
}

/**
 * Evaluates a metric math expression.
 *
 * @throws AwsError when it cannot be parsed, uses what is not imitated (`SEARCH`, anomaly detection bands, Metrics Insights), or
 *   evaluates to a single number
 */
export function evaluateExpression(
  id: string,
  expression: string,
  scope: MathScope,
): Series[] {
  const fail = (why: string) =>
    validationError(`Error in expression '${id}': ${why}`);

  function evaluate(node: jsep.Expression): MathValue {
    if (isOf<jsep.Literal>(node, 'Literal')) {
      const { value } = node;
      if (typeof value === 'number' || typeof value === 'string') return value;
    }
    if (isOf<jsep.Identifier>(node, 'Identifier')) {
      const series = scope.series(node.name);
      if (!series) throw fail(`no query has the id ${node.name}.`);
      return series;
    }
    if (isOf<jsep.UnaryExpression>(node, 'UnaryExpression')) {
      const value = combine(0, evaluate(node.argument), (_zero, own) => -own);
      if (node.operator === '-' && value !== undefined) return value;
    }
    if (isOf<jsep.ArrayExpression>(node, 'ArrayExpression')) {
      return node.elements.flatMap(element => {
        const value = element ? evaluate(element) : [];
        if (isSeriesList(value)) return value;
        if (isSeries(value)) return [value];
        throw fail('a list may hold nothing but series.');
      });
    }
    if (isOf<jsep.BinaryExpression>(node, 'BinaryExpression')) {
      return binary(node);
    }
    if (isOf<jsep.CallExpression>(node, 'CallExpression')) return call(node);
    throw fail(`${node.type} is not part of metric math.`);
  }

  function binary({ operator, left, right }: jsep.BinaryExpression): MathValue {
    const change = operators[operator];
    const value = change && combine(evaluate(left), evaluate(right), change);
    if (value === undefined) {
      throw fail(`${operator} cannot be applied to its two sides.`);
    }
    return value;
  }

  function call({ callee, arguments: args }: jsep.CallExpression): MathValue {
    const name = String(callee.name);
    const values = args.map(evaluate);
    if (name === 'METRICS') {
      const [text] = values;
      return scope.metrics(typeof text === 'string' ? text : undefined);
    }
    if (!Object.hasOwn(functions, name)) {
      throw fail(`local AWS does not evaluate the function ${name}.`);
    }
    const value = functions[name](values, scope.grid);
    if (value === undefined) {
      throw fail(`the arguments of ${name} are not of its kind.`);
    }
    return value;
  }

  const value = evaluate(parse(expression, fail));
  if (isSeries(value)) return [withoutNonsense(value)];
  if (isSeriesList(value)) return value.map(withoutNonsense);
  throw fail('the result must be a series, not a single value.');
}

function parse(
  expression: string,
  fail: (why: string) => Error,
): jsep.Expression {
  try {
    return jsep(expression);
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error));
  }
}

function isOf<T extends jsep.Expression>(
  node: jsep.Expression,
  type: T['type'],
): node is T {
  return node.type === type;
}
