import { listOf, stringOf, stringsOf } from '../../../world/values';
import { type Candidate, having } from '../Candidate';
import { problemOfPolicy } from './problemOfPolicy';
import { isTrue, rule, type ServiceRules, textOf } from './Rule';

const endpoint =
  'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html';

/**
 * Services of a region, by the first word of their names.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
const endpointServices =
  /^(access-analyzer|account|acm|acm-pca|airflow|amplify|app-|appconfig|appmesh|apprunner|appstream|appsync|aps|aps-workspaces|athena|auditmanager|autoscaling|b2bi|backup|batch|bedrock|bedrock-|billing|budgets|cassandra|ce|cleanrooms|cloud9|cloudcontrolapi|clouddirectory|cloudformation|cloudhsmv2|cloudtrail|codeartifact|codebuild|codecommit|codeconnections|codedeploy|codeguru|codepipeline|codestar|codewhisperer|cognito-|comprehend|compute-optimizer|config|connect|console|cost-optimization-hub|data-servicediscovery|databrew|dataexchange|datasync|datazone|deadline|devops-guru|directconnect|discovery|dms|drs|ds|dsql|dynamodb|dynamodb-streams|ebs|ec2|ec2messages|ecr|ecs|ecs-agent|ecs-telemetry|eks|eks-auth|elasticache|elasticbeanstalk|elasticfilesystem|elasticloadbalancing|elasticmapreduce|email-smtp|emr-|entityresolution|events|evidently|execute-api|finspace|fis|forecast|frauddetector|freetier|fsx|git-codecommit|glacier|glue|grafana|greengrass|groundstation|guardduty|guardduty-data|health|healthlake|iam|identitystore|imagebuilder|inspector|inspector2|internetmonitor|invoicing|iot|iotfleetwise|iotsitewise|iottwinmaker|iotwireless|kafka|kendra|kinesis-|kms|lakeformation|lambda|launchwizard|lex|license-manager|location|logs|lookoutequipment|lookoutmetrics|m2|macie2|managedblockchain|mediaconnect|memory-db|mgn|migrationhub|models|monitoring|mq|neptune|network-firewall|networkflowmonitor|networkmonitor|notebook|notifications|observabilityadmin|organizations|osis|outposts|panorama|payment-cryptography|pcs|personalize|pinpoint|pipes|polly|pricing|private-networks|proton|qbusiness|qldb|quicksight|ram|rbin|rds|rds-data|redshift|rekognition|resource-groups|robomaker|rolesanywhere|route53|rum|s3|s3-global|s3-outposts|s3express|s3tables|sagemaker|scheduler|schemas|secretsmanager|securityhub|securitylake|serverlessrepo|servicecatalog|servicediscovery|servicequotas|ses|signer|simspaceweaver|sms|sms-voice|snow-device-management|sns|sqs|ssm|ssm-contacts|ssm-incidents|ssm-quicksetup|ssmmessages|states|storagegateway|streaming-rekognition|sts|support|swf|sync-states|synthetics|tagging|tax|textract|thinclient|timestream|tnb|transcribe|transcribestreaming|transfer|translate|trustedadvisor|verifiedpermissions|vpc-lattice|voiceid|wafv2|wellarchitected|wisdom|workspaces|xray)/;

const zonesOf = ({ world, region, properties }: Candidate) =>
  listOf(properties.SubnetIds).flatMap(
    id =>
      stringOf(
        world.find(region, 'AWS::EC2::Subnet', String(id))?.attributes
          .AvailabilityZone,
      ) ?? [],
  );

/** The other endpoints of the same service. */
const others = (candidate: Candidate) =>
  having(
    candidate,
    'AWS::EC2::VPCEndpoint',
    'ServiceName',
    candidate.properties.ServiceName,
  );

/** Endpoints of a network. */
export const endpointRules: ServiceRules = {
  service: 'Ec2',
  rules: {
    'AWS::EC2::VPCEndpoint': [
      rule(endpoint, candidate => {
        const zones = zonesOf(candidate);
        return new Set(zones).size < zones.length
          ? 'Found duplicate subnets in the same Availability Zone. A VPC endpoint can have only one subnet in each zone.'
          : undefined;
      }),
      rule(endpoint, candidate => {
        const name = textOf(candidate, 'ServiceName') ?? '';
        const isOwn =
          !/^(com|cn|aws)\./.test(name) ||
          /\.vpce\./.test(name) ||
          name.includes(`.${candidate.region}.`) ||
          name.startsWith('aws.api.global') ||
          name.startsWith('com.amazonaws.s3-global');
        const [, service = ''] =
          /^com\.amazonaws\.[\w-]+?-\d\.(.+)$/.exec(name) ?? [];
        return isOwn && (service === '' || endpointServices.test(service))
          ? undefined
          : `The Vpc Endpoint Service '${name}' does not exist`;
      }),
      rule(endpoint, candidate => {
        const service =
          textOf(candidate, 'ServiceName')?.split('.').pop() ?? '';
        const type = textOf(candidate, 'VpcEndpointType') ?? 'Gateway';
        const isOfAws = /^com\.amazonaws\.[\w-]+\.[\w.-]+$/.test(
          textOf(candidate, 'ServiceName') ?? '',
        );
        return isOfAws &&
          type === 'Gateway' &&
          !['s3', 'dynamodb', 's3express'].includes(service)
          ? 'Endpoint type (Gateway) does not match available service types ([Interface]).'
          : undefined;
      }),
      rule(endpoint, candidate => {
        const type = textOf(candidate, 'VpcEndpointType') ?? 'Gateway';
        const has = (name: string) =>
          listOf(candidate.properties[name]).length > 0;
        if (type !== 'Gateway' && has('RouteTableIds')) {
          return 'Route table IDs are only supported for Gateway type VPC Endpoint.';
        }
        if (type === 'Gateway' && has('SubnetIds')) {
          return 'Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.';
        }
        return type === 'Gateway' && has('SecurityGroupIds')
          ? 'Security Group IDs are only supported for Interface type VPC Endpoint.'
          : undefined;
      }),
      rule(endpoint, ({ properties }) =>
        problemOfPolicy(properties.PolicyDocument, 'resource') === undefined
          ? undefined
          : 'Policy document is malformed or invalid.',
      ),
      rule(
        endpoint,
        candidate => {
          const taken = others(candidate)
            .flatMap(({ properties }) => stringsOf(properties.RouteTableIds))
            .find(id =>
              stringsOf(candidate.properties.RouteTableIds).includes(id),
            );
          return taken === undefined
            ? undefined
            : `route table ${taken} already has a route to the service ${textOf(
                candidate,
                'ServiceName',
              )}`;
        },
        'create',
      ),
      rule(
        endpoint,
        candidate => {
          const { VpcId, ServiceName } = candidate.properties;
          return isTrue(candidate, 'PrivateDnsEnabled') &&
            others(candidate).some(
              each =>
                each.properties.VpcId === VpcId &&
                isTrue(each, 'PrivateDnsEnabled'),
            )
            ? `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${String(
                ServiceName,
              )} in the VPC ${String(VpcId)}`
            : undefined;
        },
        'create',
      ),
      rule(endpoint, candidate => {
        const { world, region, properties } = candidate;
        const vpc = world.find(
          region,
          'AWS::EC2::VPC',
          String(properties.VpcId),
        );
        return vpc &&
          isTrue(candidate, 'PrivateDnsEnabled') &&
          (textOf(vpc, 'EnableDnsSupport') === 'false' ||
            !isTrue(vpc, 'EnableDnsHostnames'))
          ? `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.physicalId}`
          : undefined;
      }),
    ],
  },
};
