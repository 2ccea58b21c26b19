import { placePlot } from './plotGeometry';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const plotOf = (...values: [minute: number, value: number][]) => ({
  label: 'Requests',
  unit: 'count' as const,
  points: values.map(([minute, value]) => ({ at: at(minute), value })),
});

describe('the geometry of a plot', () => {
  it('breaks the line where a reading is missing', () => {
    const { path } = placePlot(plotOf([0, 1], [5, 2], [20, 4], [25, 5]), {
      readAt: at(60),
    });
    expect(path).toBe('M0.0 51.2h0L25.0 38.4M100.0 12.8h0L125.0 0.0');
  });

  it('starts at the creation of a younger environment, without earlier values', () => {
    const { from, points } = placePlot(plotOf([0, 1], [30, 2], [60, 3]), {
      readAt: at(60),
      createdAt: at(20),
    });
    expect(from).toBe(Date.parse(at(20)));
    expect(points.map(({ value, x }) => [value, x])).toEqual([
      [2, 75],
      [3, 300],
    ]);
  });

  it('marks the operations of its hour only', () => {
    const { markers } = placePlot(plotOf([60, 1]), {
      readAt: at(60),
      changes: [at(-5), at(30)],
    });
    expect(markers).toEqual([{ at: Date.parse(at(30)), x: 150 }]);
  });

  it.each([
    [0.3, 0.5],
    [7, 10],
    [120, 200],
    [0, 1],
  ])('has an axis with a round end: for %s it is %s', (value, top) => {
    expect(placePlot(plotOf([30, value]), { readAt: at(60) }).top).toBeCloseTo(
      top,
    );
  });

  it('shows a percentage out of a hundred, with its limit', () => {
    const { top, limitY } = placePlot(
      {
        label: 'CPU',
        unit: 'percent',
        points: [{ at: at(30), value: 20 }],
        limit: { kind: 'target', value: 75 },
      },
      { readAt: at(60) },
    );
    expect(top).toBe(100);
    expect(limitY).toBe(16);
  });
});
