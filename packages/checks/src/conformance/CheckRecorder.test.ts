import { CheckRecorder } from './CheckRecorder';

describe('the recorder of a validator', () => {
  it('record what was seen and what was wrong, and continue', async () => {
    const result: string[] = [];
    const recorder = new CheckRecorder('moto', ({ step }) => result.push(step));
    await recorder.take('deploy', async () => 'created');
    await recorder.take('change', () => Promise.reject(new Error('refused')));
    await recorder.take('destroy', async () => {});
    expect(recorder.steps).toMatchObject([
      { validator: 'moto', step: 'deploy', failed: false, result: 'created' },
      { validator: 'moto', step: 'change', failed: true, result: 'refused' },
      { validator: 'moto', step: 'destroy', failed: false, result: '' },
    ]);
    expect(result).toEqual(['deploy', 'change', 'destroy']);
  });
});
