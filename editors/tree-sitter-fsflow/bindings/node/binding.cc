// Hands the generated parser to Node.
#include <napi.h>

typedef struct TSLanguage TSLanguage;

extern "C" const TSLanguage *tree_sitter_fsflow(void);

// The tag by which the package `tree-sitter` knows that an external value is a grammar.
static const napi_type_tag LANGUAGE_TAG = {0x8AF2E5212AD58ABF, 0xD5006CAD83ABBA16};

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  auto language = Napi::External<TSLanguage>::New(env, const_cast<TSLanguage *>(tree_sitter_fsflow()));
  language.TypeTag(&LANGUAGE_TAG);
  exports["name"] = Napi::String::New(env, "fsflow");
  exports["language"] = language;
  return exports;
}

NODE_API_MODULE(tree_sitter_fsflow_binding, Init)
