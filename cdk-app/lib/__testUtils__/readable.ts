/** A readable reference: `Stream.Arn`, or text with `<Stream.Arn>` for each reference. */
export function readable(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[intrinsic, argument]] = Object.entries(value);
  switch (intrinsic) {
    case 'Ref':
      return `<${argument}>`;
    case 'Fn::GetAtt':
      return `<${argument.join('.')}>`;
    case 'Fn::Join':
      return argument[1].map(readable).join(argument[0]);
    case 'Fn::Sub':
      return argument.replace(/\$\{([^}]+)\}/g, '<$1>');
    default:
      throw new Error(`Nothing here reads ${intrinsic}.`);
  }
}
