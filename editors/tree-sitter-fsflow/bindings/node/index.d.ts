/** The grammar of fsflow, for `Parser.setLanguage` of the package `tree-sitter`. */
declare const fsflow: {
  name: string;
  /** What each node type is and may hold. */
  nodeTypeInfo: object[];
};
export = fsflow;
