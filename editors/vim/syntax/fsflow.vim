" Vim syntax file
" Language: fsflow, a small language for FaceSign identity-verification flows

if exists('b:current_syntax')
  finish
endif

syn iskeyword @,48-57,_,-
syn sync minlines=200

" ---- Words that the API knows. `cargo regenerate` writes them.
" generated words
syn keyword fsflowKnownType contained conversation data_validation document_scan email_otp end enter_email external_call face_compare
syn keyword fsflowKnownType contained face_scan field_condition liveness liveness_detection permissions recognition sms_otp start
syn keyword fsflowKnownType contained two_factor_email two_factor_sms
syn keyword fsflowKnownField contained action allowedDocumentTypes allowed_document_types autoHide auto_hide avatarId avatar_id awaitExternal
syn keyword fsflowKnownField contained await_external backgroundAssetId backgroundColor backgroundType background_asset_id background_color background_type buttonText
syn keyword fsflowKnownField contained buttonTextTranslates button_text button_text_translates buttons camera captionsOpenedByDefault captions_opened_by_default captureInstructions
syn keyword fsflowKnownField contained capture_instructions clientReferenceId client_reference_id controls customization defaultLang default_lang description
syn keyword fsflowKnownField contained doesNotRequireReply does_not_require_reply emailTemplate email_template enableHaptics enableSound enable_haptics enable_sound
syn keyword fsflowKnownField contained enum expirySeconds expiry_seconds extractionSchema extraction_schema field fieldName field_name
syn keyword fsflowKnownField contained intervalMs interval_ms langs mainHeading mainHeadingTranslates main_heading main_heading_translates maxAttempts
syn keyword fsflowKnownField contained max_attempts metadata method microphone otpLength otp_length permissions permissionsPage
syn keyword fsflowKnownField contained permissions_page poll providedData provided_data referenceImageKey reference_image_key request requireAILivenessCheck
syn keyword fsflowKnownField contained requireLivenessChallenge require_ai_liveness_check require_liveness_challenge resendAfterSeconds resend_after_seconds scanningMode scanning_mode showCameraSwitch
syn keyword fsflowKnownField contained showMirrorCameraButton showTorchButton showUI showUxControls show_camera_switch show_mirror_camera_button show_torch_button show_ui
syn keyword fsflowKnownField contained show_ux_controls similarityThreshold similarity_threshold smsTemplate sms_template sourceA sourceB source_a
syn keyword fsflowKnownField contained source_b subheading subheadingTranslates subheading_translates timeoutMs timeout_ms type url
syn keyword fsflowKnownField contained validation value vars videoAIAnalysisEnabled video_ai_analysis_enabled zone
syn keyword fsflowKnownOutcome contained canceled cancelled deepfake deepfakeDetected deepfake_detected default delivery_failed denied
syn keyword fsflowKnownOutcome contained detected emailEntered email_entered entered error failed_unverified granted imageUnavailable
syn keyword fsflowKnownOutcome contained image_unavailable inconclusive livenessDetected liveness_detected match newUser new_user noFace
syn keyword fsflowKnownOutcome contained noMatch no_face no_match notPassed not_passed onDataReady onError onTimeout
syn keyword fsflowKnownOutcome contained on_data_ready on_error on_timeout outcome passed permissionsDenied permissionsGranted permissions_denied
syn keyword fsflowKnownOutcome contained permissions_granted recognized scanSuccess scanTimeout scan_success scan_timeout success timeout
syn keyword fsflowKnownOutcome contained userCancelled user_cancelled verified
syn keyword fsflowKnownValue contained AVATAR COLOR GET POST address-card afghan-citizen-card alien-id alien-passport
syn keyword fsflowKnownValue contained asic-card asylum-request automatic avatar bidoon-card boolean border-crossing-card camera
syn keyword fsflowKnownValue contained captions citizenship-certificate close color consular-id consular-passport consular-voter-id date
syn keyword fsflowKnownValue contained de diplomatic-id dl dl-public-services-card documentPhoto document_photo driver-card driver-qualification-card
syn keyword fsflowKnownValue contained driving-privilege-card eid employment-pass en es esaad-card eu exit-entry-permit
syn keyword fsflowKnownValue contained faceScan face_scan fin-card fr get global-entry-card green-card health-insurance-card
syn keyword fsflowKnownValue contained id ikad immigrant-visa interim-health-insurance-card it ja language mainland-travel-permit-taiwan
syn keyword fsflowKnownValue contained medical-marijuana-id microphone military-id minors-id minors-passport minors-public-services-card multipurpose-id my-number-card
syn keyword fsflowKnownValue contained mykad mykas mykid mypolis mypr mytentera nbi-clearance nexus-card
syn keyword fsflowKnownValue contained no non-card-tribal-id non-voter-id number pan-card pass passport passport-card
syn keyword fsflowKnownValue contained post postal-id professional-dl professional-id proof-of-age-card proof-of-registration provisional-dl pt
syn keyword fsflowKnownValue contained public-services-card reciprocal-health-insurance-card refugee-id refugee-passport registration-certificate residence-permit resident-id ru
syn keyword fsflowKnownValue contained s-pass sessionVideo session_video single sis-id social-security-card special-id string
syn keyword fsflowKnownValue contained tax-id temporary-protection-permit temporary-residence-permit tribal-id twic-card uniformed-services-id us vehicle-registration
syn keyword fsflowKnownValue contained veteran-id visa voter-id weapon-permit work-permit zh zh-HK zh-TW
syn keyword fsflowKnownValue contained zh-hk zh-tw
syn keyword fsflowKnownSource contained extracted provided
" end of words

" ---- Nodes: the first word of a statement, its type, and where it leads
syn match fsflowId /\v^\s*\zs%(\h[[:alnum:]_]*%(-[[:alnum:]_]+)*|"%([^"\\]|\\.)*")/ contains=fsflowKnownType nextgroup=fsflowColon skipwhite
syn match fsflowColon /:/ contained nextgroup=fsflowType skipwhite skipempty
syn match fsflowType /\v%(\h[[:alnum:]_]*|"[^"]*")/ contained contains=fsflowKnownType
syn match fsflowArrow /->/ nextgroup=fsflowTarget,fsflowRoutes skipwhite skipempty
syn match fsflowTarget /\v%(\h[[:alnum:]_]*%(-[[:alnum:]_]+)*|"%([^"\\]|\\.)*")/ contained

" ---- Statements that begin with a keyword
syn match fsflowKeyword /\v^\s*\zs<%(api|import|session|decide|test)>\ze%(\s*%(:|-\>))@!/
syn match fsflowKeyword /\v^\s*\zs<param>\ze%(\s*%(:|-\>))@!/ nextgroup=fsflowParamName skipwhite
syn match fsflowKeyword /\v<%(say|when)>\ze\s*"/
syn match fsflowParamName /\v\h[[:alnum:]_]*/ contained nextgroup=fsflowParamColon skipwhite
syn match fsflowParamColon /:/ contained nextgroup=fsflowParamType skipwhite
syn match fsflowParamType /\v<%(string|number|boolean)>/ contained

" ---- Route lists
syn region fsflowRoutes matchgroup=fsflowBracket start=/</ end=/>/ contained fold
      \ contains=fsflowComment,fsflowDoc,fsflowOutcome,fsflowRule,fsflowCondition,fsflowElse,fsflowEntryTarget
syn match fsflowOutcome /\v%(\h[[:alnum:]_]*%(-[[:alnum:]_]+)*|"%([^"\\]|\\.)*")/ contained contains=fsflowKnownOutcome
syn match fsflowElse /\v<else>\ze\s*:/ contained
syn match fsflowEntryTarget /:/ contained nextgroup=fsflowTarget skipwhite skipempty
syn match fsflowCondition /\v<when>\ze\s*"/ contained nextgroup=fsflowString,fsflowFolded skipwhite
syn region fsflowRule matchgroup=fsflowKeyword start=/\v<when>%(\s*[:|"])@!/ end=/\ze:/ contained oneline
      \ contains=@fsflowValue,fsflowOperator
syn match fsflowOperator /\v<%(not\s+)?exists>|[=!<>]\=|[<>]/ contained

" ---- Values
syn cluster fsflowValue contains=fsflowString,fsflowFolded,fsflowNumber,fsflowConstant,fsflowParam,fsflowReference,
      \fsflowObject,fsflowList,fsflowWord
syn region fsflowObject matchgroup=fsflowBracket start=/{/ end=/}/ fold
      \ contains=@fsflowValue,fsflowComment,fsflowDoc,fsflowField
syn region fsflowList matchgroup=fsflowBracket start=/\[/ end=/\]/ contains=@fsflowValue,fsflowComment,fsflowDoc
syn match fsflowWord /\v\h[[:alnum:]_]*%(-[[:alnum:]_]+)*/ contained contains=fsflowKnownValue
syn match fsflowConstant /\v<%(true|false|null)>/ contained
syn match fsflowField /\v%(\h[[:alnum:]_]*|"%([^"\\]|\\.)*")\ze\s*:/ contained contains=fsflowKnownField
syn match fsflowNumber /\v<@<!-?%(0|[1-9]\d*)%(\.\d+)?%([eE][+-]?\d+)?/
syn match fsflowReference /\v\h[[:alnum:]_]*\.%(\h[[:alnum:]_]*|"[^"]*")/ contained contains=fsflowKnownSource
syn match fsflowParam /\v\$\{\s*\h[[:alnum:]_]*\s*\}/

" ---- Decisions, promises, tests
syn region fsflowDecide matchgroup=fsflowKeyword start=/\v^\s*\zs<decide>\ze\s*\{/ end=/}/ fold
      \ contains=fsflowComment,fsflowDoc,fsflowDecision,fsflowMark,fsflowReason,fsflowLet,fsflowCount,fsflowCompare,fsflowOperator,fsflowString,fsflowNumber,fsflowLogic,fsflowAtom,fsflowGroup
syn match fsflowDecision /\v%(\h[[:alnum:]_]*|"[^"]*")\ze\s*%(:|<because\s*")/ contained
syn match fsflowMark /\v<grant>\ze\s+%(\h[[:alnum:]_]*|"[^"]*")\s*%(:|<because\s*")/ contained
syn match fsflowReason /\v<because>\ze\s*"/ contained nextgroup=fsflowString,fsflowFolded skipwhite
syn match fsflowLet /\v<let>\ze\s+%(\h[[:alnum:]_]*|"[^"]*")\s*\=/ contained nextgroup=fsflowCondName skipwhite
syn match fsflowCondName /\v%(\h[[:alnum:]_]*|"[^"]*")/ contained
syn match fsflowCount /\v<\d+\s+of>\ze\s*\(/ contained contains=fsflowNumber
syn match fsflowLogic /\v<%(and|or|not|else|incomplete|ambiguous)>/ contained
syn match fsflowAtom /\v\h[[:alnum:]_]*\.%(\h[[:alnum:]_]*|"[^"]*")/ contained contains=fsflowAtomOutcome
syn match fsflowCompare /\v<%(extracted|provided|report)%(\.%(\h[[:alnum:]_]*|"[^"]*"))+/ contained contains=fsflowKnownSource
syn match fsflowAtomOutcome /\v\.\zs%(\h[[:alnum:]_]*|"[^"]*")/ contained
syn region fsflowEnsure matchgroup=fsflowKeyword start=/\v^\s*\zs<ensure>\ze\s+[[:alnum:]_("]/ end=/$/ contains=fsflowComment,fsflowEnsureWord,fsflowLogic,fsflowAtom,fsflowGroup
syn region fsflowGroup start=/(/ end=/)/ contained contains=fsflowComment,fsflowCount,fsflowCompare,fsflowOperator,fsflowString,fsflowNumber,fsflowLogic,fsflowAtom,fsflowGroup
syn match fsflowEnsureWord /\v<%(never|requires|with)>/ contained

" ---- Texts
syn region fsflowString start=/"/ skip=/\\./ end=/"/ oneline contains=fsflowEscape,fsflowParam,fsflowTemplate
syn region fsflowFolded start=/"""/ skip=/\\./ end=/"""/ contains=fsflowEscape,fsflowParam,fsflowTemplate fold
syn match fsflowEscape /\v\\%(["\\\/bfnrt$]|u\x{4})/ contained
syn match fsflowTemplate /\v\$@1<!\{\{?\h\w*\}?\}/ contained
syn match fsflowAllow /@allow\>/

" ---- Comments, last: they win
syn match fsflowComment +//.*$+ contains=@Spell
syn match fsflowDoc +///\%([^/].*\)\?$+ contains=@Spell
syn match fsflowDoc +//!.*$+ contains=@Spell

hi def link fsflowComment Comment
hi def link fsflowDoc SpecialComment
hi def link fsflowString String
hi def link fsflowFolded String
hi def link fsflowEscape SpecialChar
hi def link fsflowTemplate Special
hi def link fsflowParam Identifier
hi def link fsflowParamName Identifier
hi def link fsflowParamType Type
hi def link fsflowKeyword Keyword
hi def link fsflowCondition Keyword
hi def link fsflowElse Keyword
hi def link fsflowLogic Keyword
hi def link fsflowMark Keyword
hi def link fsflowReason Keyword
hi def link fsflowLet Keyword
hi def link fsflowCount Keyword
hi def link fsflowEnsureWord Keyword
hi def link fsflowAllow PreProc
hi def link fsflowId Function
hi def link fsflowTarget Function
hi def link fsflowType Type
hi def link fsflowKnownType Type
hi def link fsflowOutcome Label
hi def link fsflowKnownOutcome Label
hi def link fsflowAtom Function
hi def link fsflowAtomOutcome Label
hi def link fsflowDecision Label
hi def link fsflowCondName Label
hi def link fsflowCompare Identifier
hi def link fsflowKnownField Identifier
hi def link fsflowKnownValue Constant
hi def link fsflowKnownSource Special
hi def link fsflowConstant Boolean
hi def link fsflowNumber Number
hi def link fsflowOperator Operator
hi def link fsflowArrow Operator
hi def link fsflowBracket Delimiter

let b:current_syntax = 'fsflow'
