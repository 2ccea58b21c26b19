/** Default of the secrets environments may use, as in `streamflix.secrets.allow`. */
export const defaultAllowedSecrets = ['streamflix/*'];

/** Default of the private images tasks may run: the ECR part of the default of `streamflix.images.allow`. */
export const defaultAllowedImages = [
  '{account}.dkr.ecr.{region}.amazonaws.com/repository-{suffix}',
];
