import type { Cause } from './Cause';
import { services } from './services';

const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const initialization = `${guide}/resource-initialization-error.html`;
const pull = `${guide}/task_cannot_pull_image.html`;
const stopped = `${guide}/stopped-task-error-codes.html`;
const placement = `${guide}/service-event-messages-list.html`;

/** ECS and Fargate: images, secrets and logs at the start of a task, and its life. */
export const containerCauses: readonly Cause[] = [
  // The processor comes before the image: both begin with CannotPullContainerError.
  {
    id: 'image-wrong-architecture',
    services: services.ecs,
    patterns: [
      /exec format error/i,
      /does not contain descriptor matching platform/i,
      /no match(ing)? (for platform in )?manifest/i,
      /image operating system .{0,40}cannot be used/i,
      // Instances of EC2 have machine images.
      /cannot execute binary file/i,
      /no match for platform/i,
    ],
    cause:
      'The container image is built for other processors than those of the task.',
    resolution:
      'Build the image for the task’s processors (linux/amd64, or linux/arm64 for ARM64), or for both, then deploy again.',
    documentation: `${guide}/ecs-arm64.html`,
  },
  {
    id: 'image-rate-limited',
    services: services.ecs,
    patterns: [
      /toomanyrequests:/,
      /reached your (unauthenticated )?pull rate limit/i,
    ],
    cause: 'The image registry allows no more pulls for now.',
    resolution:
      'Copy the image to ECR or use public.ecr.aws, then deploy again.',
    documentation: pull,
  },
  {
    id: 'secret-arn-invalid',
    services: services.secrets,
    patterns: [
      /:secret:.{0,200}\bInvalid name\b/,
      /(invalid|unexpected) (secret )?ARN (format )?.{0,80}secret/i,
      /Invalid secret ?arn/i,
    ],
    cause: 'The name of a secret is not a valid ARN.',
    resolution:
      'Give the secret’s name or its full ARN with the six characters at its end, then deploy again.',
    documentation: `${guide}/secrets-envvar-secrets-manager.html`,
  },
  {
    id: 'secret-has-no-value',
    services: services.secrets,
    patterns: [
      /can't find the specified secret value/i,
      /for staging label:? AWS(CURRENT|PENDING|PREVIOUS)/i,
    ],
    cause: 'A secret exists, but has no value yet.',
    resolution:
      'Store a value in the secret in Secrets Manager, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html',
  },
  {
    id: 'secrets-unreachable',
    services: services.secrets,
    patterns: [
      /connection issue between the task and (AWS )?(Secrets Manager|SSM|Systems Manager)/i,
      /unable to retrieve secrets? from (asm|ssm).{0,500}(RequestCanceled|context deadline|i\/o timeout|dial tcp|RequestError|no such host)/is,
      /(retriev|fetch)\w* (SSM |secret )?(secrets?|parameters?|secret data) .{0,500}(RequestCancell?ed|context deadline|i\/o timeout|dial tcp|RequestError|no such host|connection (refused|reset))/i,
    ],
    cause: 'The tasks cannot reach Secrets Manager.',
    resolution:
      'Check that the private subnets have a route to Secrets Manager, through a NAT gateway or a VPC endpoint, and that security groups allow HTTPS. Then deploy again.',
    documentation: initialization,
  },
  {
    id: 'secret-key-missing',
    services: services.secrets,
    patterns: [
      /did not contain json key/i,
      /Could not find a value associated with JSONKey in SecretString/i,
    ],
    cause: 'A secret does not have the JSON key that the environment reads.',
    resolution: 'Add the key that AWS names to the secret, then deploy again.',
    documentation: `${guide}/secrets-envvar-secrets-manager.html`,
  },
  {
    id: 'secret-not-json',
    services: services.secrets,
    patterns: [
      /Could not parse (the )?SecretString/i,
      /invalid character .{0,40}(looking for beginning of value|in literal)/i,
    ],
    cause: 'A secret is not JSON.',
    resolution:
      'Store the secret as a JSON object with the keys that the environment reads, then deploy again.',
    documentation: `${guide}/secrets-envvar-secrets-manager.html`,
  },
  {
    id: 'role-cannot-read-secret',
    services: services.secrets,
    patterns: [
      // Only of tasks: the deploying role reads secrets, too.
      /(ResourceInitializationError|unable to pull secrets|unable to retrieve secrets? from)\b.{0,800}(not authorized to perform:?|policy allows the) (secretsmanager|ssm):/is,
      /unable to retrieve secrets? from .{0,400}AccessDenied/is,
      /(retriev|fetch)\w* (SSM |secret )?(secrets?|parameters?|secret data) .{0,400}AccessDenied/i,
      /assumed-role\/[\w+=,.@-]*task[\w+=,.@-]*\/.{0,100}not authorized to perform:? (secretsmanager:GetSecretValue|ssm:GetParameters?)/i,
    ],
    cause: 'The tasks’ execution role may not read a secret.',
    resolution:
      'Allow secretsmanager:GetSecretValue on the secret to the execution role, and check the secret’s own policy. Then deploy again.',
    documentation: `${guide}/task_execution_IAM_role.html`,
  },
  {
    id: 'secret-name-awaiting-deletion',
    services: services.secrets,
    patterns: [
      /secret with this name is already scheduled for deletion/i,
      /secret .{0,80}(marked|scheduled) for deletion/i,
      /on the secret because it was (marked for deletion|deleted|scheduled)/i,
    ],
    cause: 'A secret is scheduled for deletion.',
    resolution:
      'Restore the secret, or choose another name or suffix; then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html',
  },
  {
    id: 'secret-name-taken',
    services: services.secrets,
    patterns: [
      /\bthe secret \S+ already exists/i,
      /Secret\b.{0,160}ResourceExistsException/,
    ],
    cause: 'There is already a secret with this name.',
    resolution:
      'Choose another suffix, or delete the secret if it is left over from an earlier environment.',
    documentation:
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html',
  },
  {
    id: 'secret-missing',
    services: services.secrets,
    patterns: [
      /Secrets Manager can['’]?t find the specified secret/i,
      /unable to (retrieve|fetch) secrets? from .{0,400}(ResourceNotFound|not found|invalid parameters)/is,
      /(retriev|fetch)\w* (SSM |secret )?(secrets?|parameters?|secret data) .{0,400}(ResourceNotFound|ParameterNotFound|invalid (ssm )?parameters)/i,
    ],
    cause: 'A secret that the environment names does not exist in this region.',
    resolution:
      'Check its name and region in Secrets Manager; create it, or name another. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html',
  },
  {
    id: 'role-cannot-pull-image',
    services: services.ecr,
    patterns: [
      /ecr:(GetAuthorizationToken|BatchGetImage|GetDownloadUrlForLayer)/i,
      /unable to retrieve ecr registry auth.{0,300}AccessDenied/is,
      /CannotPull.{0,400}(403 Forbidden|AccessDenied|denied: User|no basic auth credentials|unauthorized)/is,
      /not authorized to perform: ecr:(GetAuthorizationToken|BatchGet|GetDownloadUrl|BatchCheckLayer)/i,
    ],
    cause: 'The tasks’ execution role may not pull the image.',
    resolution:
      'Allow the role to pull from the registry: ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer, and the repository’s own policy. Then deploy again.',
    documentation: pull,
  },
  {
    id: 'registry-certificate-untrusted',
    services: services.ecs,
    patterns: [/(CannotPull|pull(ing)? |\/v2\/).{0,900}x509:/i],
    cause: 'The tasks do not trust the TLS certificate of the image registry.',
    resolution:
      'Give the registry a certificate of a public authority, or copy the image to ECR. Then deploy again.',
    documentation: `${guide}/task_cannot_pull_image.html`,
  },
  {
    id: 'registry-unreachable',
    services: services.ecs,
    patterns: [
      /Could not reach any registry endpoint/i,
      /connection issue between the task and (the registry|Amazon ECR)/i,
      /(CannotPull|unable to retrieve ecr registry auth|pull image).{0,900}(i\/o timeout|dial tcp|context deadline exceeded|request canceled|no such host|send request failed|connection (refused|reset)|TLS handshake timeout)/is,
      /Client\.Timeout exceeded while awaiting headers.{0,200}registry/is,
      /pull command failed:? ?:? signal: killed/i,
      /dkr\.ecr\.\S+.{0,300}(i\/o timeout|dial tcp|request canceled|no such host)/i,
    ],
    cause: 'The tasks cannot reach the image registry.',
    resolution:
      'Check that the private subnets have a route out through a NAT gateway, and that the registry’s host name is right. Then deploy again.',
    documentation: pull,
  },
  {
    // After what names the one or the other.
    id: 'task-endpoints-unreachable',
    services: services.ecs,
    patterns: [
      /unable to pull secrets or registry auth.{0,400}(i\/o timeout|dial tcp|context deadline exceeded|request cancell?ed|no such host|connection (refused|reset))/is,
    ],
    cause: 'The tasks cannot reach what they need to start.',
    resolution:
      'Check that the private subnets have a route to the image registry and to Secrets Manager, through a NAT gateway or VPC endpoints, and that security groups allow HTTPS. Then deploy again.',
    documentation: initialization,
  },
  {
    id: 'image-repository-missing',
    services: services.ecr,
    patterns: [
      /repository with name '[^']*' does not exist/i,
      /(pull|registry).{0,300}repository \S+ not found/i,
      /pull access denied/i,
      /name unknown/i,
      /repository does not exist or may require/i,
      /insufficient_scope: authorization failed/i,
    ],
    codes: [/RepositoryNotFound/],
    cause: 'The image’s repository does not exist, or is not public.',
    resolution:
      'Check the repository in the image’s name, its account and region; a private registry needs credentials. Then deploy again.',
    documentation: pull,
  },
  {
    id: 'image-reference-invalid',
    services: services.ecs,
    patterns: [
      /invalid reference format/i,
      /Container\.image (should|contains invalid)/i,
      /invalid (image|container image) (name|reference|format|repository)/i,
      /failed to (normalize|parse) image reference/i,
      /repository name .{0,40}must be lowercase/i,
    ],
    cause: 'The name of the container image is not valid.',
    resolution:
      'Write it as registry/repository:tag or registry/repository@sha256:digest, without https://. Then deploy again.',
    documentation: pull,
  },
  {
    id: 'image-tag-missing',
    services: services.ecr,
    patterns: [
      /(CannotPull|manifest).{0,500}(: ?|image )not found/i,
      /\bimage \S+ not found/i,
      /\bmanifest (for \S+ )?(unknown|not found)/i,
      /image with imageId .{0,200}does not exist/i,
      /(requested|container) image (was )?not found/i,
    ],
    codes: [/ImageNotFound/],
    cause: 'The image has no such tag or digest.',
    resolution:
      'Check the image’s tag, and that the image was pushed to this registry and region. Then deploy again.',
    documentation: pull,
  },
  {
    id: 'image-broken-or-too-large',
    services: services.ecs,
    patterns: [
      /mount callback failed/i,
      /failed to (extract|register) layer/i,
      /(layer|unpack|extract|CannotPull).{0,400}no space left on device/i,
      /failed to copy: .{0,100}layer/i,
      /unexpected EOF.{0,100}layer|layer.{0,100}unexpected EOF/i,
      /invalid tar header|archive\/tar/i,
      /failed to unpack image/i,
      /failed commit on ref/i,
      /failed size validation/i,
    ],
    cause:
      'The image cannot be unpacked: it is broken, or larger than the task’s storage.',
    resolution:
      'Build and push the image again, make it smaller, or give the task more ephemeral storage. Then deploy again.',
    documentation: pull,
  },
  {
    id: 'image-missing',
    services: services.ecs,
    patterns: [
      /CannotPull\w*Error/,
      /pull image manifest/i,
      /CannotPullImageManifest/,
    ],
    cause: 'The container image cannot be pulled.',
    resolution:
      'Check the image’s name and tag, that it exists, and that the execution role may read it; then deploy again.',
    documentation: pull,
  },
  {
    id: 'log-driver-option-missing',
    services: services.ecs,
    patterns: [
      /awslogs-(region|group|stream-prefix) is required/i,
      /(unknown|invalid) log opt/i,
      /log driver .{0,80}(option|not supported|invalid|required)/i,
      /unable to get awslogs driver arguments/i,
    ],
    cause:
      'The log configuration of the container is incomplete or has an option that the driver does not know.',
    resolution:
      'Report this as an error of the platform; for a task definition of your own, set awslogs-group, awslogs-region and awslogs-stream-prefix.',
    documentation: `${guide}/using_awslogs.html`,
  },
  {
    id: 'logs-unreachable',
    services: services.ecs,
    patterns: [
      /connection issue between the task and (Amazon )?CloudWatch/i,
      /failed to (validate logger args|initialize logging driver|create Cloudwatch log)(?!.{0,200}127\.0\.0\.1).{0,500}(dial tcp|i\/o timeout|deadline exceeded|no such host|RequestError|signal: killed)/is,
    ],
    cause: 'The tasks cannot reach CloudWatch Logs.',
    resolution:
      'Check that the private subnets have a route to CloudWatch Logs, through a NAT gateway or a VPC endpoint, and that the log group exists. Then deploy again.',
    documentation: initialization,
  },
  {
    id: 'log-group-missing',
    services: services.logs,
    patterns: [
      /specified log group does not exist/i,
      /(log group|log-group) .{0,120}(does not exist|not found|cannot find)/i,
      /cannot find the Amazon CloudWatch log group/i,
      /log ?group .{0,40}(cannot be found|could not be found)/i,
    ],
    cause: 'The log group of the tasks does not exist.',
    resolution:
      'Create the log group again under the name in the task definition, or deploy the environment again with another suffix.',
    documentation: initialization,
  },
  {
    id: 'role-cannot-write-logs',
    services: services.logs,
    patterns: [
      /not authorized to perform: logs:(Create|Put)Log\w+/i,
      /logs:(CreateLogStream|CreateLogGroup|PutLogEvents)/,
      /failed to (initialize logging driver|create Cloudwatch log).{0,200}AccessDenied/is,
    ],
    cause: 'The tasks’ execution role may not write logs.',
    resolution:
      'Allow logs:CreateLogStream and logs:PutLogEvents on the log group to the execution role. Then deploy again.',
    documentation: `${guide}/task_execution_IAM_role.html`,
  },
  {
    id: 'efs-missing',
    services: services.efs,
    patterns: [
      /File ?system '?fs-\w+'? (does not exist|not found)/i,
      /Access ?Point .{0,60}(does not exist|not found)/i,
    ],
    codes: [/FileSystemNotFound/, /AccessPointNotFound/],
    cause: 'The file system or its access point does not exist.',
    resolution:
      'If it was deleted by hand, destroy the environment and create it again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
  },
  {
    id: 'efs-not-resolved',
    services: services.efs,
    patterns: [
      /EFS (utils|volumes).{0,300}Failed to resolve/i,
      /Failed to resolve "?fs-/i,
      /mount\.nfs4?: Failed to resolve server/i,
    ],
    cause:
      'The file system’s name cannot be resolved: it has no mount target in the task’s zone, or the VPC has no DNS.',
    resolution:
      'Check that the file system exists with a mount target in each zone of the tasks, and that DNS is on in the VPC. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
  },
  {
    id: 'efs-path-missing',
    services: services.efs,
    patterns: [
      /mounting fs-\S+ failed, reason given by server: No such file or directory/i,
      /EFS (utils|volumes).{0,300}No such file or directory/i,
    ],
    cause: 'The directory to mount does not exist in the file system.',
    resolution:
      'Create the directory, or use an access point that creates it. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html',
  },
  {
    id: 'efs-access-denied',
    services: services.efs,
    patterns: [
      /mount.{0,300}access denied by server/is,
      /EFS (utils|volumes).{0,300}(access denied|permission denied|not permitted)/i,
      /elasticfilesystem:Client\w+/i,
    ],
    cause: 'The tasks may not mount the file system.',
    resolution:
      'Allow elasticfilesystem:ClientMount and ClientWrite to the task role, and check the file system’s policy. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
  },
  {
    id: 'efs-mount-timeout',
    services: services.efs,
    patterns: [
      /EFS (utils|volumes).{0,300}(timed? ?out|Connection reset|unreachable|deadline exceeded)/i,
      /mount\.nfs4?: .{0,60}timed out/i,
      /Mount attempt \d+\/\d+ failed due to timeout/i,
    ],
    cause: 'The tasks cannot reach the file system.',
    resolution:
      'Check that the security group of the file system allows NFS (port 2049) from the tasks. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
  },
  {
    id: 'efs-mount-failed',
    services: services.efs,
    patterns: [
      /to set up EFS volumes/i,
      /mount\.nfs4?: mount system call failed/i,
    ],
    cause: 'The tasks cannot mount the file system.',
    resolution:
      'Check the mount targets in the zones of the tasks, that the file system’s security group allows NFS (port 2049) from the tasks, and the file system’s policy. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
  },
  {
    id: 'container-out-of-memory',
    services: services.ecs,
    patterns: [
      /OutOfMemory/,
      /OOM[- ]?killed/i,
      /memory limit too low/i,
      /killed due to memory usage/i,
      /heap out of memory/i,
      /Reached heap limit/i,
      /Java heap space/,
    ],
    cause: 'The container needed more memory than its task has.',
    resolution: 'Raise the memory of the task, then deploy again.',
    documentation: stopped,
  },
  {
    id: 'container-command-wrong',
    services: services.ecs,
    patterns: [
      /executable file not found/i,
      /(exec|stat|fork\/exec) \S+: no such file or directory/i,
      /exec: "[^"]*": .{0,60}(no such file|permission denied|is a directory|not found)/i,
      /starting container process caused.{0,200}(no such file|permission denied|not found)/is,
      /exec user process caused:? "?(no such file|permission denied)/i,
      /\/(ba|da)?sh: .{0,100}: (not found|permission denied)/i,
    ],
    cause:
      'The container’s command or entry point is not in the image, or may not be executed.',
    resolution:
      'Correct the command or entry point, or the image. Then deploy again.',
    documentation: stopped,
  },
  {
    id: 'container-unstartable',
    services: services.ecs,
    patterns: [
      // A log driver that does not start, without a reason, says nothing of the container.
      /CannotStartContainer(?!.{0,200}logging driver\W*$)/,
      /CannotCreateContainer/,
      /failed to create (shim|container|new container runtime) ?task/i,
    ],
    cause: 'The container cannot be started.',
    resolution:
      'Check its command, and that the image is built for the task’s processors; then deploy again.',
    documentation: stopped,
  },
  {
    id: 'health-check-failing',
    services: services.ecs,
    patterns: [
      /failed (ELB|container) health checks/i,
      /is unhealthy in \(?target-group/i,
      /health checks? failed/i,
      /failed container health check/i,
      /Health checks failed with these codes/i,
      /\bis unhealthy in .{0,40}target-group/i,
      /Target\.(Timeout|ResponseCodeMismatch|FailedHealthChecks)/,
      /failed (its |the )?(ELB|load balancer|container|target group)? ?health ?checks?/i,
    ],
    cause: 'The tasks start, but do not pass their health check.',
    resolution:
      'Check that the container listens on the configured port and answers 200 at the health check’s path soon enough, and look at its log.',
    documentation: `${guide}/service-event-messages-list.html`,
  },
  {
    id: 'eni-provision-timeout',
    services: services.ecs,
    patterns: [
      /Timeout waiting for network interface provisioning/i,
      /(timeout|timed out) waiting for (an? |the )?(EC2 )?network interface/i,
    ],
    cause: 'AWS did not attach a network interface to the task in time.',
    resolution:
      'Deploy again. If it happens again, check the quota of network interfaces and the free addresses of the subnets.',
    documentation: stopped,
  },
  {
    id: 'fargate-vcpu-quota',
    services: services.ecs,
    patterns: [
      /reached the limit on the number of (vCPUs|tasks)/i,
      /limit on the number of (concurrent )?(vCPUs|tasks) you can run/i,
      /requested (CPU|memory|vCPU) configuration is above your limit/i,
    ],
    cause: 'The account has reached its quota of Fargate processors or tasks.',
    resolution:
      'Run fewer or smaller tasks, or ask for a higher quota of Fargate vCPUs in Service Quotas. Then deploy again.',
    documentation: `${guide}/service-quotas.html`,
  },
  {
    id: 'task-definition-inactive',
    services: services.ecs,
    patterns: [
      /TaskDefinition (is inactive|not found|does not exist)/i,
      /Unable to describe task definition/i,
    ],
    cause: 'The task definition does not exist any more, or was deregistered.',
    resolution:
      'Deploy the environment again: a new task definition is registered. Do not deregister the one that a service uses.',
    documentation: `${guide}/deregister-task-definition-v2.html`,
  },
  {
    id: 'container-port-mismatch',
    services: services.ecs,
    patterns: [
      /container \S+ (does|did) not (exist in|have a container ?port)/i,
    ],
    cause:
      'The service names a container or port that the task definition does not have.',
    resolution:
      'Report this as an error of the platform; check the port of the request.',
    documentation: `${guide}/task_definition_parameters.html`,
  },
  {
    id: 'no-container-instances',
    services: services.ecs,
    patterns: [
      /TaskFailedToStart: RESOURCE:/i,
      /No Container Instances were found/i,
      /no container instance met all of its requirements/i,
      /closest matching \(?container-instance/i,
    ],
    cause:
      'No EC2 instance of the cluster can take the task, and the service does not run on Fargate.',
    resolution: 'Use Fargate, or add instances to the cluster.',
    documentation: placement,
  },
  {
    id: 'fargate-capacity',
    services: services.ecs,
    patterns: [
      /Capacity is unavailable at this time/i,
      /unable to place a task.{0,200}(capacity|RESOURCE:)/is,
    ],
    cause: 'AWS has no Fargate capacity left in this zone just now.',
    resolution: 'Deploy again later, in another zone or in another region.',
    documentation: placement,
  },
  {
    id: 'fargate-cpu-memory-combination',
    services: services.ecs,
    patterns: [
      /No Fargate configuration exists for given values/i,
      /Invalid '(cpu|memory)' setting for task/i,
      /Invalid CPU or memory value/i,
    ],
    cause: 'Fargate does not offer this combination of processor and memory.',
    resolution:
      'Choose a pair of CPU and memory that Fargate offers, then deploy again.',
    documentation: `${guide}/task_definition_parameters.html#task_size`,
  },
  {
    id: 'task-definition-invalid',
    services: services.ecs,
    patterns: [
      /Fargate only supports/i,
      /Create TaskDefinition: /i,
      /Tasks using the Fargate launch type/i,
      /Fargate compatible task definitions/i,
      /Fargate requires (that )?/i,
      /networkMode ?= ?awsvpc.{0,80}ports/i,
      /Container\.\w+ contains invalid/i,
      /setting for container .{0,40}(greater|less|invalid|must)/i,
    ],
    cause: 'ECS does not accept the task definition.',
    resolution:
      'Change the value AWS names. If the form accepted it, report this as an error of the platform.',
    documentation: `${guide}/task_definition_parameters.html`,
  },
  {
    id: 'ecs-cluster-missing',
    services: services.ecs,
    patterns: [
      /Cluster (not found|was not found|is inactive)/i,
      /referenced cluster was inactive/i,
    ],
    codes: [/ClusterNotFound/],
    cause: 'The ECS cluster does not exist, or was deleted.',
    resolution:
      'Deploy the environment again; if its cluster was deleted by hand, destroy the environment and create it again.',
    documentation: `${guide}/clusters.html`,
  },
  {
    id: 'ecs-service-missing',
    services: services.ecs,
    patterns: [/Service was not (found|ACTIVE)/i, /ECS service doesn't exist/i],
    codes: [/ServiceNot(Found|Active)/],
    cause: 'The ECS service does not exist, or was deleted.',
    resolution:
      'Destroy the environment and create it again, or create the service again under its name.',
    documentation: placement,
  },
  {
    id: 'ecs-service-draining',
    services: services.ecs,
    patterns: [
      /service that is still Draining/i,
      /service .{0,60}still draining/i,
    ],
    cause:
      'A service with this name is being deleted and still stops its tasks.',
    resolution: 'Deploy again in a few minutes, when its tasks have stopped.',
    documentation: `${guide}/delete-service-v2.html`,
  },
  {
    id: 'ecs-cluster-in-use',
    services: services.ecs,
    patterns: [
      /cluster cannot be deleted while/i,
      /service cannot be stopped while it is scaled above 0/i,
      /capacity provider .{0,60}(is in use|associated with)/i,
    ],
    codes: [/ClusterContains(Services|Tasks|ContainerInstances)/],
    cause: 'The ECS cluster still has services or tasks.',
    resolution:
      'Delete the services and tasks that were added by hand, or wait until the last have stopped; then try again.',
    documentation: `${guide}/delete_cluster-new-console.html`,
  },
  {
    id: 'ecs-cluster-busy',
    services: services.ecs,
    patterns: [/cluster is in a busy state/i],
    codes: [/UpdateInProgress/],
    cause: 'The ECS cluster is busy with another change.',
    resolution: 'Try again in a minute.',
    documentation: `${guide}/clusters.html`,
  },
  {
    id: 'ecs-service-name-taken',
    services: services.ecs,
    patterns: [
      /AWS::ECS::Service' with identifier .{0,200}already exists/i,
      /Creation of service was not idempotent/i,
    ],
    cause: 'There is already an ECS service with this name.',
    resolution: 'Choose another suffix, or delete the other service.',
    documentation: placement,
  },
  {
    id: 'target-group-type-mismatch',
    services: services.ecs,
    patterns: [
      /target type (instance|lambda|alb)\b.{0,80}incompatible/i,
      /incompatible with the awsvpc network mode/i,
    ],
    cause:
      'The target group registers instances, but tasks on Fargate register addresses.',
    resolution: 'Use a target group of type ip.',
    documentation: `${guide}/alb.html`,
  },
  {
    id: 'target-group-without-listener',
    services: services.ecs,
    patterns: [
      /target group .{0,200}does not have an associated load balancer/i,
    ],
    cause: 'The target group is not attached to a load balancer yet.',
    resolution:
      'Deploy again. If it happens again, report it as an error of the platform: the service has to be created after the listener.',
    documentation: `${guide}/alb.html`,
  },
  {
    id: 'tasks-do-not-stay-up',
    services: services.ecs,
    patterns: [
      /Deployment Circuit Breaker/i,
      /is unable to consistently start tasks/i,
    ],
    cause:
      'The tasks of a service did not stay up, and ECS gave up starting them.',
    resolution:
      'Look at the reasons of the stopped tasks and at their log: image, port, health check or a missing setting. Then deploy again.',
    documentation: `${guide}/deployment-circuit-breaker.html`,
  },
  {
    id: 'spot-interruption',
    services: services.ecs,
    patterns: [/Spot Task was interrupted/i],
    codes: [/SpotInterruption/],
    cause: 'AWS reclaimed the Fargate Spot capacity of the task.',
    resolution:
      'Nothing needs to be done: ECS starts another task. For fewer interruptions, switch Fargate Spot off.',
    documentation: `${guide}/fargate-capacity-providers.html`,
  },
  {
    // After memory and health checks: ECS also kills a container that does not stop within 30 seconds, whatever the reason to stop it.
    id: 'container-killed',
    services: services.ecs,
    patterns: [/exit(ed)?( with)? code:? 137/i],
    cause:
      'The container was killed: it needed more memory than its task has, or it did not stop when ECS asked it to.',
    resolution:
      'Look at the memory of the task and at its log, and let the program end when it receives SIGTERM. Then deploy again.',
    documentation: stopped,
  },
  {
    id: 'container-exits',
    services: services.ecs,
    patterns: [
      /Essential container in task exited/i,
      /EssentialContainerExited/,
      // The format of `readStoppedTasks` for an exit code.
      /Container \S+ exited with code \d/,
    ],
    cause: 'The container starts and exits by itself.',
    resolution:
      'Look at its log in CloudWatch; often a setting or a secret that it needs is missing.',
    documentation: stopped,
  },
];
