export interface Config {
  streamflix?: {
    /** The software templates that create, change and destroy environments. */
    templates?: {
      /**
       * Whether the catalog contains them; true by default. Set it to false to register your own templates instead.
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * Group or user that owns them, such as group:default/platform. Without one they have no owner.
       * @visibility backend
       */
      owner?: string;
    };
  };
}
