import { Minutes } from './Minutes';

describe('the minutes of a judge', () => {
  it('take down what was seen and what was wrong, and go on', async () => {
    const told: string[] = [];
    const minutes = new Minutes('moto', ({ step }) => told.push(step));
    await minutes.take('deploy', async () => 'created');
    await minutes.take('change', () => Promise.reject(new Error('refused')));
    await minutes.take('destroy', async () => {});
    expect(minutes.steps).toMatchObject([
      { judge: 'moto', step: 'deploy', failed: false, told: 'created' },
      { judge: 'moto', step: 'change', failed: true, told: 'refused' },
      { judge: 'moto', step: 'destroy', failed: false, told: '' },
    ]);
    expect(told).toEqual(['deploy', 'change', 'destroy']);
  });
});
