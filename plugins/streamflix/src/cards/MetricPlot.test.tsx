import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fireEvent, screen } from '@testing-library/react';
import { MetricPlot } from './MetricPlot';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const plot = {
  label: 'CPU',
  unit: 'percent' as const,
  points: [
    { at: at(0), value: 40 },
    { at: at(5), value: 12.34 },
    { at: at(10), value: 20 },
  ],
};

describe('MetricPlot', () => {
  it('describes its metric in text: latest, lowest and highest value, limit and changes', async () => {
    renderInTestApp(
      <MetricPlot
        plot={{ ...plot, limit: { kind: 'target', value: 70 } }}
        readAt={at(10)}
        changes={[at(5)]}
      />,
    );

    expect(
      await screen.findByRole('img', {
        name: /^CPU over the last hour: 20 % now, from 12.3 % to 40 %. Target 70 %. Changed at /,
      }),
    ).toBeInTheDocument();
  });

  it('shows the value at the pointer', async () => {
    renderInTestApp(<MetricPlot plot={plot} readAt={at(10)} />);
    fireEvent.pointerMove(await screen.findByRole('img'));

    expect(await screen.findByText(/· 40 %/)).toBeInTheDocument();
  });

  it('shows that there is no data instead of a line at zero', async () => {
    renderInTestApp(
      <MetricPlot
        plot={{ label: 'Requests', unit: 'count', points: [] }}
        readAt={at(10)}
      />,
    );

    expect(
      await screen.findByText('Requests: no data in the last hour'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});
