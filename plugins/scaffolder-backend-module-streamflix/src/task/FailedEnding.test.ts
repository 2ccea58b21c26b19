import { FailedEnding } from './FailedEnding';

describe('FailedEnding', () => {
  it('tells what happened, why, what it means and what to do', () => {
    const { message } = new FailedEnding('Environment demo was rolled back.', {
      resource: { logicalId: 'ApiService', type: 'AWS::ECS::Service' },
      awsSays: 'CannotPullContainerError',
      meaning: 'The image is not there.',
      remedy: 'Push it, then deploy again.',
    });
    expect(message).toBe(
      [
        'Environment demo was rolled back.',
        'Cause: ApiService (AWS::ECS::Service): CannotPullContainerError',
        'Meaning: The image is not there.',
        'Remedy: Push it, then deploy again.',
      ].join('\n'),
    );
  });

  it('says what it can when the cause is not known', () => {
    expect(new FailedEnding('It was cancelled.').message).toBe(
      'It was cancelled.',
    );
  });
});
