import { FailedEnding } from './FailedEnding';

describe('FailedEnding', () => {
  it('tells what happened, what it means, what to do and what AWS says', () => {
    const { message } = new FailedEnding({
      sentence: 'Environment demo could not be created.',
      explanation: {
        resource: { logicalId: 'ApiService', type: 'AWS::ECS::Service' },
        awsSays: 'CannotPullContainerError',
        meaning: 'The image is not there.',
        remedy: 'Push it, then deploy again.',
      },
    });
    expect(message).toBe(
      'Environment demo could not be created.\nApiService (AWS::ECS::Service): The image is not there. Push it, then deploy again. AWS says: CannotPullContainerError',
    );
  });

  it('says what it can when the cause is not known', () => {
    expect(new FailedEnding({ sentence: 'It was cancelled.' }).message).toBe(
      'It was cancelled.',
    );
  });
});
