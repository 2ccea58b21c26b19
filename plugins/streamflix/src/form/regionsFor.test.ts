import { blueprints } from '@streamflix/backstage-plugin-streamflix-common';
import { regionsFor } from './regionsFor';

const installation = {
  regions: ['us-east-1', 'eu-west-2', 'ca-central-1', 'ap-northeast-1'],
};

describe('the regions the form offers', () => {
  it('are those of the installation, the default regions of the blueprint first', () => {
    expect(regionsFor(installation, blueprints['media-processing'])).toEqual([
      'eu-west-2',
      'ca-central-1',
      'us-east-1',
      'ap-northeast-1',
    ]);
  });

  it('are limited by the blueprint', () => {
    expect(regionsFor(installation, blueprints.broadcast)).toEqual([
      'ap-northeast-1',
    ]);
    expect(
      regionsFor({ regions: ['us-east-1'] }, blueprints.broadcast),
    ).toEqual([]);
  });

  it('leave out a default region that the installation does not allow', () => {
    expect(regionsFor({ regions: ['us-east-1'] }, blueprints.complete)).toEqual(
      ['us-east-1'],
    );
  });

  it('are all of the installation before a blueprint is chosen', () => {
    expect(regionsFor(installation, undefined)).toEqual(installation.regions);
  });
});
