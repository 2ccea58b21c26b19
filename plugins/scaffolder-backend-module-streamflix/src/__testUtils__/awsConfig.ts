/** Configuration of a portal with AWS at this endpoint. */
export const awsConfig = (endpoint: string) => ({
  streamflix: {
    regions: ['eu-west-2', 'eu-central-1', 'ap-northeast-1'],
    aws: { endpoint },
    operation: { pollInterval: { milliseconds: 20 } },
  },
  aws: { mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' } },
});
