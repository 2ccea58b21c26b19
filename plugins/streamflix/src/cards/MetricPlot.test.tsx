import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { MetricPlot, withGaps } from './MetricPlot';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();

describe('MetricPlot', () => {
  it('describes its metric in text: latest, lowest and highest value', async () => {
    renderInTestApp(
      <MetricPlot
        plot={{
          label: 'CPU',
          unit: 'percent',
          points: [
            { at: at(0), value: 40 },
            { at: at(5), value: 12.34 },
            { at: at(10), value: 20 },
          ],
        }}
      />,
    );

    expect(
      await screen.findByRole('img', {
        name: 'CPU over the last hour: 20 % now, from 12.3 % to 40 %',
      }),
    ).toBeInTheDocument();
  });

  it('draws a line through the readings', async () => {
    renderInTestApp(
      <MetricPlot
        plot={{
          label: 'CPU',
          unit: 'percent',
          points: [
            { at: at(0), value: 40 },
            { at: at(5), value: 12 },
          ],
        }}
      />,
    );

    const plot = await screen.findByRole('img');
    expect(plot.querySelector('path.recharts-area-curve')).not.toBeNull();
  });

  it('shows that there is no data instead of a line at zero', async () => {
    renderInTestApp(
      <MetricPlot plot={{ label: 'Requests', unit: 'count', points: [] }} />,
    );

    expect(
      await screen.findByText('Requests: no data in the last hour'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  it('breaks the line where a reading is missing', () => {
    const values = withGaps([
      { at: at(0), value: 1 },
      { at: at(5), value: 2 },
      { at: at(20), value: 3 },
    ]).map(({ value }) => value);

    expect(values).toEqual([1, 2, null, 3]);
  });
});
