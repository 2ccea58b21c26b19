import {
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';

/**
 * All texts of this plugin, except those of the backend and of the specification.
 *
 * @public
 */
export const streamflixTranslationRef = createTranslationRef({
  id: 'plugin.streamflix',
  messages: {
    title: 'Environments',
    localAws: {
      badge: 'Local AWS',
      message: 'Local AWS: an emulator on this machine, not an account.',
    },
    health: {
      healthy: 'Healthy',
      degraded: 'Degraded',
      failing: 'Failing',
      deploying: 'Deploying',
      unknown: 'Unknown',
      absent: 'Absent',
    },
    accounts: {
      title: 'AWS accounts',
      description:
        'What an account and region need before their next environments.',
      link: 'AWS accounts',
      back: 'All environments',
      account: 'Account',
      region: 'Region',
      environments: 'Further environments',
      again: 'Check again',
      what: 'The account',
      ready: 'Everything is ready.',
      open: 'Errors: {{failed}}. Warnings: {{warnings}}.',
      administrator:
        'Check each command before you run it with the credentials of an administrator of the account.',
      command: 'Command for {{title}}',
      copy: 'Copy the command',
      states: {
        ok: 'Ready',
        warning: 'Warning',
        failed: 'Error',
        unknown: 'Unknown',
      },
    },
    technology: {
      ecs: 'Fargate',
      aurora: 'Aurora PostgreSQL',
      rds: 'RDS for PostgreSQL',
      redis: 'Redis',
      valkey: 'Valkey',
      stream: 'Kinesis',
      rest: 'API Gateway REST',
      http: 'API Gateway HTTP',
    },
    reading: {
      at: 'Read at {{time}}',
      refresh: 'Refresh',
      retry: 'Try again',
      loading: 'Reading {{what}} …',
      failed: '{{what}} could not be read',
      stale: 'The last reading failed, so this may be out of date: {{reason}}',
    },
    map: {
      title: 'Map',
      verdict: '{{health}}.',
      well: 'Everything that is read is well.',
      restWell: 'Everything else is well.',
      more_one: 'There is {{count}} more reason.',
      more_other: 'There are {{count}} more reasons.',
      asTable: 'As a table',
      internet: 'Internet',
      health: ', {{health}},',
      notRead: 'not read',
      target: 'Leads to',
      from: 'from {{parts}}',
      parts: {
        api: 'API',
        loadBalancer: 'Load balancer',
        service: 'Service',
        database: 'Database',
        cache: 'Cache',
        storage: 'Media files',
        stream: 'Stream',
        worker: 'Worker',
        deadLetters: 'Dead letters',
      },
    },
    copy: {
      label: 'Copy {{name}}',
      copied: '{{name}} copied',
      failed: '{{name}} could not be copied',
    },
    tabs: {
      configuration: 'Configuration',
      resources: 'Resources',
    },
    configuration: {
      what: 'The configuration',
      same: 'Every value is that of the blueprint {{blueprint}}.',
      differences_one:
        '{{count}} value differs from the blueprint {{blueprint}}.',
      differences_other:
        '{{count}} values differ from the blueprint {{blueprint}}.',
      onlyDifferences: 'Only differences',
      ofBlueprint: 'Blueprint: {{value}}',
      cpu: '{{cpu}} vCPU',
      days_one: '{{count}} day',
      days_other: '{{count}} days',
      exactVersion: 'PostgreSQL version in use',
      secretsNote:
        'Names only. The values stay in AWS Secrets Manager and never pass through Backstage.',
      outputs: 'Outputs',
      noOutputs: 'The stack has no outputs yet.',
      terminal: 'In a terminal',
      terminalNote:
        'Creates the same environment, or changes this one back to these values.',
      command: 'the command',
      template: 'Download template',
      theTemplate: 'The template',
    },
    resources: {
      what: 'The resources',
      search: 'Search resources',
      part: 'Part',
      allParts: 'All parts',
      physicalId: 'Physical id',
      console: 'Console',
      openConsole: '{{logicalId}} in the AWS console',
      stackConsole: 'Stack in the AWS console',
      count: '{{shown}} of {{total}} resources',
      none: 'The stack has no resources.',
      noMatch: 'No resource matches.',
    },
    metric: { none: 'no data' },
    plot: {
      caption: '{{label}}, last hour',
      none: '{{label}}: no data in the last hour',
      description:
        '{{label}} over the last hour: {{latest}} now, from {{lowest}} to {{highest}}',
      range: '{{lowest}} to {{highest}}',
    },
    details: {
      title: 'Details',
      tasks:
        '{{running}} of {{desired}} running, {{pending}} pending, {{status}}',
      rollout: 'Rollout of {{service}}',
      stopped: 'Stopped {{at}}',
      cluster: 'Cluster',
      identifier: 'Identifier',
      engine: 'Engine',
      capacity: 'Capacity',
      acu: '{{min}} to {{max}} ACU',
      multiAz: 'Second zone',
      yes: 'yes',
      no: 'no',
      zones: 'Zones',
      mode: 'Mode',
      shards: 'Open shards',
      retention: 'Retention',
      hours: '{{hours}} h',
      url: 'URL',
      stage: 'Stage',
      deployedAt: 'Deployed at',
    },
    overview: {
      title: 'Environment',
      blueprint: 'Blueprint',
      version: 'Version',
      region: 'Region',
      account: 'Account',
      age: 'Age',
      updated: 'Changed',
      ago: '{{age}} ago',
      progress: '{{operation}}: {{done}} of {{total}} resources',
      since: '{{age}} so far',
      missingAnnotations:
        'The account, region or suffix of this environment is not known. The entity lacks {{names}}.',
    },
    operation: {
      creating: 'Creating',
      changing: 'Changing',
      'rolling back': 'Rolling back',
      destroying: 'Destroying',
    },
    explanation: {
      title: 'Why it failed',
      failedResource: 'First failed resource',
      awsMessage: 'Message from AWS',
      cause: 'Cause',
      resolution: 'What to do',
    },
    events: {
      title: 'Recent events',
      none: 'The stack has no events.',
      older: 'Older events',
      failed: 'The events could not be read',
      time: 'Time',
      resource: 'Resource',
      status: 'Status',
      reason: 'Reason',
    },
    logs: {
      show: 'Show log',
      hide: 'Hide log',
      title: 'Log of failed containers',
      of: 'Last lines of container {{container}}',
      none: 'No log of a failed container is kept. The last lines are kept for an hour after an operation in which a container failed, by the backend that followed it.',
      failed: 'The log could not be read',
      forbidden: 'You do not have permission to see this log',
    },
    page: {
      subtitle: 'Every StreamFlix environment of this installation',
      search: 'Search environments',
      create: 'Create environment',
      suffix: 'Suffix',
      region: 'Region',
      blueprint: 'Blueprint',
      owner: 'Owner',
      health: 'Health',
      version: 'Version',
      age: 'Age',
      inAccount: 'Account {{account}}',
      emptyTitle: 'No environments yet',
      emptyText:
        'An environment is a complete copy of the StreamFlix platform: services, database, cache, stream and API, in one region.',
      noMatch: 'No environment matches this search.',
      nothingListed: 'No environment could be listed.',
      partialTitle: 'This list is not complete',
      partialTarget: '{{region}} in account {{account}}: {{reason}}',
      errorTitle: 'The environments could not be listed',
    },
    form: {
      general: 'General',
      network: 'Network',
      deadLetters: 'Dead letters',
      encryption: 'Encryption',
      observability: 'Observability',
      secrets: 'Secrets',
      advanced: 'Advanced settings',
      required: 'required',
      noBlueprint: 'Choose a blueprint first.',
      zonesByPlan: 'chosen by the plan',
      zoneWithout: '{{id}} – not available: no {{parts}}',
      notAvailable: 'Not available in {{region}}: {{reasons}}',
      notAvailableIn: 'Not available in {{region}}: {{blueprints}}.',
      sizeHint:
        'These are the values of the blueprint {{blueprint}}. Only your changes are stored.',
      advancedHint:
        'Values you do not change are those of the blueprint {{blueprint}}.',
      changed: 'Changed',
      chosen: 'Chosen',
      countChanged: '{{number}} changed',
      countWrong: '{{number}} not valid',
      ofBlueprint: '{{value}} (blueprint)',
      runningHint:
        'These are the current values of {{suffix}}. Only your changes are sent.',
      ofRunning: '{{value}} (now)',
      tagsHint: 'One per line: key=value.',
      defaultRegions: 'Default region: {{regions}}',
      onlyIn: 'Only in {{regions}}: {{reason}}.',
      defaultRegion: '{{region}} (default of the blueprint)',
      noRegion:
        'This installation allows no region that the blueprint supports.',
      regionsFailed: 'The regions could not be read',
      accounts: 'The accounts',
      mainAccount: '{{account}}, default account',
      accountUnknown: 'AWS account must be one that this installation allows.',
      accountsFailed: 'The accounts could not be listed: {{reason}}',
      suffixChecking: 'Checking whether it is free …',
      suffixFree: '{{suffix}} is free in {{region}}.',
      suffixTaken: '{{suffix}} is taken in {{region}}.',
      suffixOwned: '{{suffix}} is taken in {{region}}: {{owner}} owns it.',
      suffixUnknown: 'Could not check whether it is free: {{reason}}',
      ownersOwn:
        'You can choose yourself or one of your groups. To name another owner you need the permission streamflix.environment.assign-owner.',
      ownerRefused:
        'Owner must be you or one of your groups. Choose one from the list.',
      ownerUnknown:
        'Owner must be a group or user of the catalog. Choose one from the list.',
      noOwner:
        'The catalog has neither your user nor one of your groups, so you cannot own an environment. Ask the operator of the catalog to add you.',
      ownersFailed: 'The owners could not be read',
      ownersUnread:
        'The catalog could not be read, so only you and your groups are listed: {{reason}}',
      searchOwners: 'Search owners',
      secretsNote:
        'Enter names only. The values stay in AWS Secrets Manager and never pass through Backstage.',
      secretsAllowed: 'This installation allows {{patterns}}.',
      secretsRequired:
        'The blueprint {{blueprint}} needs existing secrets: {{reason}}.',
      secretsFailed:
        'The names of the secrets could not be read, so no other name can be entered: {{reason}}',
      secretsTruncated:
        'There are more secrets than can be listed: only these {{number}} can be chosen. Ask the operator to narrow streamflix.secrets.allow.',
      noSecret:
        'There is no secret with this name in {{region}} that this installation allows. Choose a name from the list; never enter a value.',
      secretTruncated:
        'This name is not among those listed, and the list is not complete. Ask the operator to narrow streamflix.secrets.allow.',
      secretUnread:
        'This name cannot be checked, because the names of the secrets could not be read. Try again.',
      secretReading: 'The names of the secrets are being read …',
      secretNoTarget: 'Choose a region and an account first.',
      secretDiscarded:
        'What you entered here is not the name of a listed secret, and was discarded. Choose a name from the list, or leave the field empty.',
      leaveEmpty: 'Leave it empty',
      apiKey: 'API key secret {{number}}',
      addApiKey: 'Add an API key secret',
      removeApiKey: 'Remove API key secret {{number}}',
    },
    validation: {
      suffixFailed: 'Suffix could not be checked: {{reason}} Try again.',
      regionFailed: 'Region could not be checked: {{reason}} Try again.',
      ownerFailed: 'Owner could not be checked: {{reason}} Try again.',
      ownerRefused:
        'Owner must be you or one of your groups. To name another owner you need the permission streamflix.environment.assign-owner.',
      ownerUnknown: 'Owner must be a group or user of the catalog.',
      secretsFailed: 'Secrets could not be checked: {{reason}} Try again.',
      secretUnlisted:
        'Secrets must be names from the list: choose one, or leave the field empty.',
      secretTruncated:
        'Secrets must be listed, and the list is not complete: ask the operator to narrow streamflix.secrets.allow.',
      secretUnknown:
        'Secrets must exist in {{region}} and be allowed by this installation: choose names from the list.',
      environmentFailed:
        'The environment could not be read: {{reason}} Try again.',
      environmentUnknown:
        'The environment is not in the catalog, or you do not have permission to see it.',
      environmentOther: 'This catalog entity is not a StreamFlix environment.',
      protected:
        'Environment {{suffix}} is protected against deletion. Switch its deletion protection off first.',
      confirm: 'Type {{suffix}} to confirm.',
    },
    actions: {
      change: 'Change',
      destroy: 'Destroy',
      column: 'Actions',
      menu: 'Actions for {{suffix}}',
      unknown: 'Your permissions could not be read: {{reason}}',
      mayNotCreate: 'You do not have permission to create environments.',
      mayNotChange: 'You cannot change this environment',
      mayNotDestroy: 'You cannot destroy this environment',
    },
    running: {
      title: 'The environment',
      state: 'State',
      fixed:
        'Suffix, blueprint, region, account and owner cannot be changed. The next pages show the current settings.',
      inProgress:
        '{{suffix}} is being changed now. Wait until that operation has finished: until then this is refused.',
      refused: 'This change would be refused',
      planRefuses: 'The plan would refuse this environment',
      same: 'No setting differs from the running environment. Deploying it only repairs what an earlier failure left.',
      value: 'Value',
      now: 'Now',
      then: 'Then',
      uncertain: 'AWS may refuse this, or the plan decides otherwise',
      unread: 'What AWS offers this account could not be read completely',
      unreadNote:
        'Instead, the plan uses AWS’s documentation of 2026 for zones and versions compiled in: {{reasons}}',
      planNote:
        'Before anything changes, the task lists the resources to add, change, replace and remove. It stops if data would be lost that you have not named below.',
      on: 'on',
      off: 'off',
      none: 'none',
      data: 'Data that may be lost',
      named: '{{number}} named',
      noneNamed: 'none: a change that loses data is refused',
      rollback:
        'The rollback of an earlier change of {{suffix}} failed. It is continued before this change.',
      deletion: 'An earlier destruction of {{suffix}} failed.',
    },
    destruction: {
      lost: 'Lost permanently',
      kept: 'What is kept',
      all: 'All {{number}} resources',
      other: 'Other',
      holdsData: 'holds data',
      noData: 'The environment stores no data.',
      logs: 'Log groups: deleted with their logs.',
      retained: '{{logicalId}} ({{type}}), by its deletion policy.',
      inProgress:
        '{{suffix}} is being destroyed already. Nothing new is started: the task follows that operation to its end.',
      protected: '{{suffix}} is protected against deletion',
      unprotect:
        'Change it first: switch deletion protection off under “Advanced settings”, “General”, and deploy that.',
      type: 'Type {{suffix}} to confirm. This cannot be undone.',
      mismatch: 'This is not {{suffix}}.',
    },
    components: {
      service: 'API service',
      worker: 'stream worker',
      'api-rest': 'REST API',
      'api-http': 'HTTP API',
      'database-aurora': 'Aurora PostgreSQL',
      'database-rds': 'RDS for PostgreSQL',
      'cache-replication-group': 'Redis',
      'cache-serverless': 'serverless Redis',
      stream: 'Kinesis stream',
      storage: 'media storage',
      deadLetters: 'dead-letter queue',
      registry: 'image registry',
      key: 'own encryption key',
      alarms: 'alarms',
    },
  },
});

/** The function that `useTranslationRef` returns for these texts. */
export type Translate = TranslationFunction<
  (typeof streamflixTranslationRef)['T']
>;
