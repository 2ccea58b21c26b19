import type { Cause } from './Cause';
import { services } from './services';

const vpc = 'https://docs.aws.amazon.com/vpc/latest/userguide';
const quotas = `${vpc}/amazon-vpc-limits.html`;
const loadBalancers =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html';
const vpcLinks =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html';

/** VPC, subnets, addresses, gateways, endpoints and load balancers. */
export const networkCauses: readonly Cause[] = [
  {
    id: 'vpc-quota-exceeded',
    services: services.ec2,
    patterns: [/maximum number of VPCs has been reached/i],
    codes: [/VpcLimitExceeded/],
    cause: 'The account has reached its quota of VPCs in this region.',
    resolution:
      'Delete VPCs that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: quotas,
  },
  {
    id: 'eip-quota-exceeded',
    services: services.ec2,
    patterns: [/maximum number of addresses has been reached/i],
    codes: [/AddressLimitExceeded/],
    cause: 'The account has reached its quota of elastic IP addresses.',
    resolution:
      'Release elastic IP addresses, ask for a higher quota in Service Quotas, or use fewer NAT gateways. Then deploy again.',
    documentation: quotas,
  },
  {
    id: 'nat-gateway-quota',
    services: services.ec2,
    patterns: [/exceed the limit of \d+ NAT gateways/i],
    codes: [/NatGatewayLimitExceeded/],
    cause: 'The account has reached its quota of NAT gateways in this zone.',
    resolution:
      'Delete NAT gateways that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: quotas,
  },
  {
    id: 'internet-gateway-quota',
    services: services.ec2,
    patterns: [/maximum number of internet gateways/i],
    codes: [/InternetGatewayLimitExceeded/],
    cause: 'The account has reached its quota of internet gateways.',
    resolution:
      'Delete internet gateways (and VPCs) that are no longer needed, or ask for a higher quota of VPCs. Then deploy again.',
    documentation: quotas,
  },
  {
    id: 'security-group-rule-quota',
    services: services.ec2,
    patterns: [/maximum number of rules per security group/i],
    codes: [
      /RulesPerSecurityGroupLimitExceeded/,
      /SecurityGroupsPer\w+LimitExceeded/,
    ],
    cause: 'A security group has as many rules as the quota allows.',
    resolution:
      'Remove rules that were added by hand, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: quotas,
  },
  {
    id: 'vpc-endpoint-quota',
    services: services.ec2,
    patterns: [/maximum number of (VPC |gateway )?endpoints/i],
    codes: [/VpcEndpointLimitExceeded/],
    cause: 'The account has reached its quota of VPC endpoints.',
    resolution:
      'Delete endpoints that are no longer needed, ask for a higher quota in Service Quotas, or switch the endpoints off. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html',
  },
  {
    id: 'vpc-resource-quota',
    services: services.ec2,
    patterns: [
      /maximum number of (subnets|route tables|routes|security groups|network ACLs|entries|peering)/i,
    ],
    codes: [
      /(Subnet|RouteTable|Route|SecurityGroup|NetworkAcl|NetworkAclEntry)LimitExceeded/,
    ],
    cause: 'The account has reached a quota of its VPCs.',
    resolution:
      'Delete what AWS names and is no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: `${quotas}`,
  },
  {
    id: 'eni-quota',
    patterns: [/maximum number of network interfaces/i],
    codes: [/NetworkInterfaceLimitExceeded/],
    cause: 'The account has reached its quota of network interfaces.',
    resolution:
      'Delete interfaces that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: quotas,
  },
  {
    id: 'load-balancer-quota',
    services: services.elb,
    patterns: [/maximum number of (load balancers|target groups|listeners)/i],
    codes: [
      /TooManyLoadBalancers/,
      /TooMany(TargetGroups|Listeners|Targets|Rules)/,
    ],
    cause: 'The account has reached a quota of load balancers.',
    resolution:
      'Delete load balancers that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  },
  {
    id: 'subnet-full',
    patterns: [
      /not (have |contain )?enough free (private IP )?addresses/i,
      /Not enough IP space available in subnet/i,
      /Insufficient free (IP )?addresses/i,
      /requires at least \d+ free IP addresses/i,
      /(not (have )?enough|(aren't|are not) (enough|sufficient)|insufficient|no) (free |available |private )*(IP(v4)? )?addresses/i,
      /free (IPv4 )?addresses in (the )?subnet/i,
    ],
    codes: [/InsufficientFreeAddressesInSubnet/],
    cause: 'A subnet has no free addresses left.',
    resolution:
      'Lower the number of tasks, or give the environment a larger address range.',
    documentation: `${vpc}/subnet-sizing.html`,
  },
  {
    id: 'subnet-cidr-conflict',
    services: services.ec2,
    patterns: [
      /CIDR .{0,30}conflicts with another subnet/i,
      /(CIDR|address range).{0,60}overlap/i,
    ],
    codes: [/InvalidSubnet\.Conflict/],
    cause: 'An address range overlaps another.',
    resolution:
      'Choose another VPC address range or other first subnets, then deploy again.',
    documentation: `${vpc}/vpc-cidr-blocks.html`,
  },
  {
    id: 'subnet-cidr-invalid',
    patterns: [
      /CIDR '?[\d./]+'? is invalid/i,
      /(not a valid CIDR|invalid CIDR)/i,
    ],
    codes: [/Invalid(Subnet|Vpc)\.Range/],
    cause: 'AWS does not accept an address range.',
    resolution:
      'Choose a VPC address range from /16 to /28 and subnets inside it, then deploy again.',
    documentation: `${vpc}/vpc-cidr-blocks.html`,
  },
  {
    id: 'vpclink-az-unsupported',
    services: services.apiGateway,
    patterns: [
      /is in Availability Zone '[\w-]+' where service is not available/i,
      /VPC ?links?\b.{0,120}(unsupported|not supported) (availability zone|AZ)/i,
    ],
    cause: 'API Gateway’s VPC links do not exist in one of the zones.',
    resolution: 'Choose other availability zones, then deploy again.',
    documentation: vpcLinks,
  },
  {
    id: 'elb-az-unsupported',
    services: services.elb,
    patterns: [
      /Availability Zones? .{0,80}cannot be associated with a load balancer/i,
      /load balancer cannot be created in/i,
    ],
    cause: 'Load balancers do not exist in one of the zones.',
    resolution: 'Choose other availability zones, then deploy again.',
    documentation: loadBalancers,
  },
  {
    id: 'db-needs-two-azs',
    services: services.rds,
    patterns: [
      /subnet group .{0,40}enough availability zones/i,
      /DB Subnet Group .{0,40}availability zone( \(AZ\))? coverage/i,
      /DB subnet groups with subnets in the same Availability Zone/i,
    ],
    codes: [/DBSubnetGroupDoesNotCoverEnoughAZs/],
    cause: 'The subnets of the database are in fewer than two zones.',
    resolution:
      'Give the environment at least two availability zones, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  },
  {
    id: 'elb-needs-two-azs',
    services: services.elb,
    patterns: [/At least two subnets in two different Availability Zones/i],
    cause: 'The subnets of the load balancer are in fewer than two zones.',
    resolution:
      'Give the environment at least two availability zones, then deploy again.',
    documentation: loadBalancers,
  },
  // Before the zones in general: the sentence is the same but for the endpoint.
  {
    id: 'vpc-endpoint-az-unsupported',
    services: services.ec2,
    patterns: [/endpoint service \S+ does not support the availability zone/i],
    cause: 'The VPC endpoint’s service does not exist in one of the zones.',
    resolution: 'Choose other availability zones, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  },
  {
    id: 'az-unavailable-for-service',
    patterns: [
      /Availability zone '?\[?[\w-]+\]?'? is (unavailable|not available) in this region/i,
      /Subnets can currently only be created in the following availability zones/i,
      /InvalidVPCNetworkStateFault.{0,100}zone/i,
      /not supported in (the|your) requested availability zone/i,
      /instance type .{0,80}not supported in .{0,40}availability zone/i,
      /availability zones? .{0,40}(is|are) (not supported|unsupported)/i,
      /\bis not a valid availability zone/i,
      /Invalid availability zones?:? /i,
      /in unsupported availability zones/i,
      /(doesn't|does not|don't) support .{0,20}availability zone/i,
      /only .{0,40}availability zones? (is|are) supported/i,
      /availability zone .{0,40}(is|are) (currently )?constrained/i,
    ],
    codes: [/UnsupportedAvailabilityZone/],
    cause: 'One of the zones does not offer this service to the account.',
    resolution: 'Choose other availability zones, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html',
  },
  {
    id: 'eip-in-use',
    services: services.ec2,
    patterns: [/Elastic IP address .{0,60}already associated/i],
    codes: [/Resource\.AlreadyAssociated/],
    cause: 'An elastic IP address is already in use.',
    resolution:
      'Deploy again in a few minutes. If it happens again, release the address that AWS names.',
    documentation: `${vpc}/vpc-eips.html`,
  },
  {
    id: 'internet-gateway-not-attached',
    patterns: [
      /not attached to any internet gateway/i,
      /VPC \S+ has no internet gateway/i,
    ],
    codes: [/Gateway\.NotAttached/],
    cause: 'The VPC has no internet gateway yet.',
    resolution:
      'Deploy again. If it happens again, report it as an error of the platform.',
    documentation: `${vpc}/VPC_Internet_Gateway.html`,
  },
  {
    id: 'vpc-endpoint-dns-conflict',
    services: services.ec2,
    patterns: [
      /private-dns-enabled cannot be set/i,
      /conflicting DNS domain for/i,
    ],
    cause:
      'The VPC has another endpoint with private DNS for the same service.',
    resolution:
      'Use the existing endpoint, or switch its private DNS off. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html',
  },
  {
    id: 'vpc-endpoint-service-missing',
    services: services.ec2,
    patterns: [
      /(VPC )?endpoint service '?\S+'? (does not exist|is not available)/i,
    ],
    codes: [/InvalidServiceName/],
    cause: 'There is no VPC endpoint for this service in this region.',
    resolution:
      'Switch this VPC endpoint off, or choose another region. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  },
  {
    id: 'vpc-dns-off',
    patterns: [
      /VPC does not support DNS/i,
      /private DNS requires both enableDns/i,
      /enableDns(Support|Hostnames).{0,80}(must|required|set to true)/i,
    ],
    cause: 'DNS is switched off in the VPC.',
    resolution:
      'Switch DNS support and DNS hostnames of the VPC on, then deploy again.',
    documentation: `${vpc}/vpc-dns.html`,
  },
  {
    id: 'vpc-has-leftovers',
    services: services.ec2,
    patterns: [
      /The \w+ '[^']+' has dependencies and cannot be deleted/i,
      /has some mapped public address/i,
      /(vpc|subnet)-\w+.{0,40}has dependencies/i,
      /(vpc|subnet|internet ?gateway|route ?table)\b.{0,60}has dependencies/i,
    ],
    cause: 'Something that was put into the VPC from outside is still there.',
    resolution:
      'Delete what was added by hand, such as network interfaces, endpoints or security groups, then try again.',
    documentation: `${vpc}/delete-vpc.html`,
  },
  {
    id: 'security-group-in-use',
    patterns: [
      /resource sg-\w+ has a dependent object/i,
      /security ?group.{0,80}(has a dependent object|in use|is referenced)/i,
      /sg-\w+ .{0,40}(is (currently )?in use|dependent)/i,
    ],
    cause: 'A security group is still used.',
    resolution:
      'Remove the network interfaces and the rules of other groups that use it, then try again.',
    documentation: `${vpc}/deleting-security-groups.html`,
  },
  {
    id: 'security-group-rule-exists',
    services: services.ec2,
    patterns: [
      /the specified rule ".{0,200}" already exists/i,
      /permission .{0,80}has already been authorized/i,
      /same permission must not appear multiple times/i,
    ],
    codes: [/InvalidPermission\.Duplicate/],
    cause: 'A security group already has this rule.',
    resolution: 'Remove the rule that was added by hand, then deploy again.',
    documentation: `${vpc}/security-group-rules.html`,
  },
  {
    id: 'route-exists',
    services: services.ec2,
    patterns: [
      /already has a route with destination/i,
      /route identified by \S+ already exists/i,
    ],
    codes: [/RouteAlreadyExists/],
    cause: 'The route table already has a route to this destination.',
    resolution:
      'Delete the route or the gateway endpoint that was added by hand, then deploy again.',
    documentation: `${vpc}/VPC_Route_Tables.html`,
  },
  {
    id: 'security-group-name-taken',
    services: services.ec2,
    patterns: [/security group .{0,120}already exists/i],
    codes: [/InvalidGroup\.Duplicate/],
    cause: 'There is already a security group with this name in the VPC.',
    resolution:
      'Choose another suffix, or delete the security group if it is left over from an earlier environment.',
    documentation: `${vpc}/vpc-security-groups.html`,
  },
  {
    id: 'vpc-missing',
    patterns: [/vpc (ID )?'[^']+' does not exist/i],
    codes: [/InvalidVpcID\.NotFound/],
    cause: 'The VPC does not exist in this account and region.',
    resolution:
      'If it was created just now, deploy again. If it was deleted by hand, destroy the environment and create it again.',
    documentation: `${vpc}/configure-your-vpc.html`,
  },
  {
    id: 'subnet-missing',
    patterns: [
      /subnet (ID )?'?\[?subnet-\w+\]?'? (does not exist|not found|is invalid)/i,
      /Some input subnets in .{0,200} are invalid/i,
      /Error retrieving subnet information/i,
      /No default (subnet|VPC) /i,
      /subnet ID '[^']{1,80}' is not valid/i,
    ],
    codes: [/InvalidSubnetID?\.NotFound/],
    cause: 'A subnet does not exist.',
    resolution:
      'If it was created just now, deploy again. If it was deleted by hand, destroy the environment and create it again.',
    documentation: `${vpc}/configure-subnets.html`,
  },
  {
    id: 'security-group-missing',
    patterns: [
      /Security group .{0,40}does not exist/i,
      /Error retrieving security group information/i,
      /security groups? (is|are) invalid/i,
    ],
    codes: [/InvalidGroup(Id)?\.NotFound/],
    cause: 'A security group does not exist, or belongs to another VPC.',
    resolution:
      'If it was created just now, deploy again. If it was deleted by hand, destroy the environment and create it again.',
    documentation: `${vpc}/vpc-security-groups.html`,
  },
  {
    id: 'elb-log-bucket-denied',
    services: services.elb,
    patterns: [
      /Access Denied for bucket/i,
      /InvalidConfigurationRequest.{0,120}bucket/i,
      /S3 ?bucket permission/i,
    ],
    cause: 'The load balancer may not write its log to the bucket.',
    resolution:
      'Allow Elastic Load Balancing to write in the bucket’s policy, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html',
  },
  {
    id: 'elb-subnets-same-az',
    services: services.elb,
    patterns: [
      /cannot be attached to multiple subnets in the same (AZ|Availability Zone)/i,
    ],
    cause: 'Two subnets of the load balancer are in the same zone.',
    resolution: 'Choose one subnet in each zone, then deploy again.',
    documentation: `${loadBalancers}`,
  },
  {
    id: 'load-balancer-name-taken',
    services: services.elb,
    patterns: [
      /Priority '?\d+'? is (currently|already) in use/i,
      /(load balancer|target group) with the same name .{0,80}exists/i,
      /listener already exists on this port/i,
    ],
    codes: [
      /PriorityInUse/,
      /Duplicate(LoadBalancerName|TargetGroupName|Listener)/,
    ],
    cause:
      'There is already a load balancer, target group or listener like this one.',
    resolution:
      'Choose another suffix, or delete what is left over from an earlier environment.',
    documentation: `${loadBalancers}`,
  },
  {
    id: 'elb-name-too-long',
    services: services.elb,
    patterns: [
      /(target group|load balancer) name .{0,120}(cannot be longer|must be).{0,20}32/i,
      /'?name'? .{0,160}cannot be longer than '?32/i,
    ],
    cause:
      'The name of a load balancer or target group is longer than 32 characters.',
    resolution: 'Choose a shorter suffix, then deploy again.',
    documentation: loadBalancers,
  },
  {
    id: 'certificate-not-issued',
    patterns: [
      /^(?!.*x509).*certificate .{0,200}(must have a fully-qualified|not (yet )?(issued|found|valid)|does not exist|pending validation)/i,
      /Invalid certificate ARN/i,
      /Certificate must be in /i,
      /SSL certificate (doesn't|isn't|does not|is not)/i,
    ],
    codes: [/UnsupportedCertificate/, /CertificateNotFound/],
    cause: 'A certificate is not issued yet, or cannot be used here.',
    resolution:
      'Wait until the certificate is issued in the same region, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting.html',
  },
  {
    id: 'network-interface-in-use',
    services: services.ec2,
    patterns: [
      /Network interface '?eni-\w+'? is (currently )?in use/i,
      /'?eni-\w+'? is (currently )?in use/i,
    ],
    cause: 'A network interface is still in use.',
    resolution:
      'Wait until the service that uses it has deleted it, or detach it by hand; then try again.',
    documentation:
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html',
  },
  {
    id: 'nlb-still-used',
    services: services.elb,
    patterns: [
      /Load balancer .{0,200}cannot be deleted because it is currently associated with another service/i,
      /\bNLB is (already|currently) associated with/i,
    ],
    cause:
      'The load balancer is still used by a VPC link or an endpoint service.',
    resolution:
      'Delete the VPC link or the endpoint service first, then try again.',
    documentation:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-delete.html',
  },
  {
    id: 'target-group-in-use',
    services: services.elb,
    patterns: [/Target group .{0,200}in use by a listener or a rule/i],
    cause: 'The target group is still used by a listener or a rule.',
    resolution: 'Delete the listener or the rule first, then try again.',
    documentation:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/delete-target-group.html',
  },
  {
    id: 'load-balancer-protected',
    services: services.elb,
    patterns: [/Load balancer .{0,200}deletion protection is enabled/i],
    cause: 'The load balancer is protected against deletion.',
    resolution: 'Switch its deletion protection off in EC2, then try again.',
    documentation: loadBalancers,
  },
];
