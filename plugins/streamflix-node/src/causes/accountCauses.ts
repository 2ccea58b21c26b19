import type { Cause } from './Cause';

const support =
  'https://docs.aws.amazon.com/awssupport/latest/user/case-management.html';

/** AWS answers an unknown key and a region that is not enabled alike: only the region tells them apart, so no message matches. */
export const optInRegion: Cause = {
  id: 'opt-in-region',
  patterns: [],
  cause:
    'AWS does not accept the credentials in this region, which an account has to enable before its first use.',
  resolution:
    'Enable the region in the account’s settings and wait until it is enabled. If it is, check the access key. Then try again.',
  documentation:
    'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html',
};

/** The state of the AWS account: not ready, restricted, blocked, or without this region. */
export const accountCauses: readonly Cause[] = [
  optInRegion,
  {
    id: 'free-plan-restriction',
    patterns: [
      /free (plan|tier) (accounts?|customers)/i,
      /not (available|eligible) (for|with|under|on) (the )?(AWS )?free[- ](plan|tier)/i,
      /instance type is not eligible for Free Tier/i,
      /upgrade your account plan/i,
      /(available|allowed|limited|maximum|restrict\w*) .{0,40}free[- ](plan|tier)\b/i,
    ],
    codes: [/FreeTierRestriction/i],
    cause: 'The AWS account is on the free plan, which does not include this.',
    resolution:
      'Upgrade the account to the paid plan, or choose the smallest database class and a short backup retention, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html',
  },
  {
    id: 'account-blocked',
    patterns: [
      /account is (currently )?(blocked|suspended|closed|on hold)/i,
      /(blocked|suspended) and (is )?not recognized as a valid account/i,
      /Your account has been (suspended|blocked|deactivated)/i,
      /problem with your AWS account that prevents/i,
      /account (is|was|has been) .{0,40}(blocked|suspended|closed|on hold|deactivated|restricted)/i,
    ],
    codes: [/AccountProblem/],
    cause: 'AWS has blocked or suspended this account.',
    resolution:
      'The account’s owner has to settle it with AWS: check the account’s mail and bills, and open a case with AWS Support.',
    documentation: support,
  },
  {
    id: 'account-pending-verification',
    patterns: [
      /account is (currently )?being verified/i,
      /pending verification/i,
      /(account must be|account has not been|before .{0,60}account (is|has been)) verified/i,
      /request for accessing resources in this region is being validated/i,
      /verification normally takes/i,
    ],
    codes: [/PendingVerification/],
    cause: 'AWS is still verifying this account for this region or service.',
    resolution:
      'Wait for AWS’s mail (usually minutes, at most a day), then deploy again; after that, open a case with AWS Support.',
    documentation: support,
  },
  {
    id: 'account-no-load-balancers',
    patterns: [/account currently does not support creating load balancers/i],
    cause: 'This AWS account may not create load balancers yet.',
    resolution: 'Open a case with AWS Support, then deploy again.',
    documentation: support,
  },
  {
    id: 'region-not-enabled',
    patterns: [
      /(STS|Region) is not (activated|enabled) (in|for) (this|the|your)/i,
      /region \S+ is (disabled|not enabled)/i,
      /not opted? ?in (to|for) (this|the) region/i,
    ],
    codes: [/RegionDisabled/],
    cause: 'This region is not enabled in the AWS account.',
    resolution:
      'Enable the region in the account’s settings, wait until it is enabled, then deploy again; or choose another region.',
    documentation:
      'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html',
  },
  {
    id: 'account-not-activated',
    patterns: [
      /not signed up for/i,
      /not subscribed to (this|the) service/i,
      /needs a subscription for the service/i,
      /complete (your|the) (account )?(sign-?up|registration)/i,
      /sign-?up is almost complete/i,
      /account .{0,20}(isn't|is not|hasn't been|has not been) (yet )?(fully )?activated/i,
      /AWS Access Key Id needs a subscription/i,
    ],
    codes: [/SubscriptionRequired/, /OptInRequired/, /NotSignedUp/],
    cause: 'The AWS account is not activated for this service.',
    resolution:
      'Finish the account’s sign-up (payment, verification) and wait up to 24 hours; check that its bills are paid. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-creating.html',
  },
];
