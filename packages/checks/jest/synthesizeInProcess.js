/**
 * Setup of suites that synthesize: in the worker, which loads the CDK once, instead of in a child process for each template. A
 * suite about the child process asks for it with `jest.unmock`.
 */
jest.mock('../../../plugins/streamflix-node/src/synthesis/askChild', () => ({
  async askChild(request, _timeoutSeconds, signal) {
    const { readRequest } = require('@streamflix/cdk-app/synth/readRequest');
    const {
      answerRequest,
    } = require('@streamflix/cdk-app/synth/answerRequest');
    const { SynthesisError } = jest.requireActual(
      '../../../plugins/streamflix-node/src/synthesis/SynthesisError',
    );
    // As the child does.
    process.env.CDK_VALIDATION = 'false';
    try {
      const answer = answerRequest(
        readRequest(JSON.parse(JSON.stringify(request))),
      );
      // A response that arrives later, as from the child.
      await new Promise(setImmediate);
      signal?.throwIfAborted();
      return answer;
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new SynthesisError(
        `The template could not be made: ${error.message}`,
      );
    }
  },
}));
