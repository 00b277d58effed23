// What FaceSign's SDK for TypeScript asks of a session and its nodes: the shapes of its types, from the facts about the API and not
// from its files. What the modules give has to be taken by them.

export type FSNode =
  | { id: string; type: "start"; outcome: string }
  | { id: string; type: "end" }
  | {
      id: string;
      type: "conversation";
      prompt: string;
      doesNotRequireReply?: boolean;
      awaitExternal?: {
        request: Request;
        poll: { intervalMs: number; timeoutMs: number };
        exits: { onDataReady: string; onTimeout: string; onError: string };
      };
      outcomes: Choice[];
    }
  | {
      id: string;
      type: "liveness_detection";
      outcomes: { livenessDetected: string; deepfakeDetected: string; noFace: string; inconclusive?: string };
    }
  | { id: string; type: "enter_email"; prompt?: string; outcomes: { emailEntered: string; canceled: string } }
  | {
      id: string;
      type: "data_validation";
      validation: { field: string; action: string; value: string };
      outcomes: Choice[];
    }
  | {
      id: string;
      type: "document_scan";
      scanningMode: "single" | "automatic";
      allowedDocumentTypes: DocumentType[];
      showTorchButton?: boolean;
      showCameraSwitch?: boolean;
      showMirrorCameraButton?: boolean;
      outcomes: { scanSuccess: string; userCancelled: string; scanTimeout: string };
    }
  | { id: string; type: "recognition"; outcomes: { recognized: string; newUser: string; noFace: string } }
  | {
      id: string;
      type: "face_scan";
      captureInstructions?: string;
      requireLivenessChallenge?: boolean;
      requireAILivenessCheck?: boolean;
      referenceImageKey?: string;
      similarityThreshold?: number;
      enableSound?: boolean;
      enableHaptics?: boolean;
      outcomes: { passed: string; notPassed: string; cancelled: string; error: string };
    }
  | (Code & { type: "two_factor_email"; emailTemplate?: string })
  | (Code & { type: "two_factor_sms"; smsTemplate?: string })
  | {
      id: string;
      type: "permissions";
      permissions: { camera?: boolean; microphone?: boolean };
      prompt?: string;
      outcomes: { permissionsGranted: string; permissionsDenied: string };
    }
  | {
      id: string;
      type: "face_compare";
      sourceA: Photo;
      sourceB: Photo;
      similarityThreshold?: number;
      outcomes: { match: string; noMatch: string; imageUnavailable: string };
    }
  | { id: string; type: "external_call"; request: Request; outcome: string }
  | {
      id: string;
      type: "field_condition";
      rules: { left: Reference; operator: Operator; right?: Operand; outcome: string }[];
      default: string;
    };

interface Choice {
  id: string;
  targetNodeId: string;
  condition: string;
}

interface Code {
  id: string;
  otpLength?: number;
  expirySeconds?: number;
  maxAttempts?: number;
  resendAfterSeconds?: number;
  showUI?: boolean;
  outcomes: {
    verified: string;
    delivery_failed: string;
    failed_unverified: string;
    cancelled: string;
    error?: string;
  };
}

type Photo =
  | { source: "sessionVideo" | "faceScan" | "documentPhoto" }
  | { source: "providedData"; providedDataKey: string };

interface Request {
  url: string;
  method?: "GET" | "POST";
  vars?: { name: string; value: Operand }[];
}

type Operator = "equals" | "notEquals" | "gt" | "lt" | "gte" | "lte" | "exists" | "notExists";

type Reference = { source: "extractedData" | "providedData"; field: string };

type Operand = { type: "literal"; value: string | number | boolean } | ({ type: "ref" } & Reference);

type Language = "en" | "it" | "de" | "fr" | "es" | "pt" | "ru" | "ja" | "id" | "no" | "zh" | "zh-TW" | "zh-HK";

export interface SessionSettings {
  flow: FSNode[];
  clientReferenceId?: string;
  metadata: Record<string, unknown>;
  providedData?: Record<string, string | number | boolean>;
  avatarId?: string;
  langs?: Language[];
  defaultLang?: Language;
  zone?: "us" | "eu";
  customization?: {
    permissionsPage?: {
      buttonText?: string;
      mainHeading?: string;
      subheading?: string;
      backgroundType?: "AVATAR" | "COLOR";
      backgroundColor?: string;
      buttonTextTranslates?: Partial<Record<Language, string>>;
      mainHeadingTranslates?: Partial<Record<Language, string>>;
      subheadingTranslates?: Partial<Record<Language, string>>;
    };
    controls?: {
      showUxControls?: boolean;
      captionsOpenedByDefault?: boolean;
      autoHide?: boolean;
      buttons?: ("microphone" | "camera" | "captions" | "language" | "close")[];
    };
  };
  videoAIAnalysisEnabled?: boolean;
  extractionSchema?: {
    fieldName: string;
    type: "string" | "number" | "boolean" | "date";
    description: string;
    enum?: string[];
  }[];
  backgroundAssetId?: string;
}

export type DocumentType =
  | "address-card"
  | "afghan-citizen-card"
  | "alien-id"
  | "alien-passport"
  | "asic-card"
  | "asylum-request"
  | "bidoon-card"
  | "border-crossing-card"
  | "citizenship-certificate"
  | "consular-id"
  | "consular-passport"
  | "consular-voter-id"
  | "diplomatic-id"
  | "dl"
  | "dl-public-services-card"
  | "driver-card"
  | "driver-qualification-card"
  | "driving-privilege-card"
  | "eid"
  | "employment-pass"
  | "esaad-card"
  | "exit-entry-permit"
  | "fin-card"
  | "global-entry-card"
  | "green-card"
  | "health-insurance-card"
  | "id"
  | "ikad"
  | "immigrant-visa"
  | "interim-health-insurance-card"
  | "mainland-travel-permit-taiwan"
  | "medical-marijuana-id"
  | "military-id"
  | "minors-id"
  | "minors-passport"
  | "minors-public-services-card"
  | "multipurpose-id"
  | "my-number-card"
  | "mykad"
  | "mykas"
  | "mykid"
  | "mypolis"
  | "mypr"
  | "mytentera"
  | "nbi-clearance"
  | "nexus-card"
  | "non-card-tribal-id"
  | "non-voter-id"
  | "pan-card"
  | "pass"
  | "passport"
  | "passport-card"
  | "postal-id"
  | "professional-dl"
  | "professional-id"
  | "proof-of-age-card"
  | "proof-of-registration"
  | "provisional-dl"
  | "public-services-card"
  | "reciprocal-health-insurance-card"
  | "refugee-id"
  | "refugee-passport"
  | "registration-certificate"
  | "residence-permit"
  | "resident-id"
  | "s-pass"
  | "sis-id"
  | "social-security-card"
  | "special-id"
  | "tax-id"
  | "temporary-protection-permit"
  | "temporary-residence-permit"
  | "tribal-id"
  | "twic-card"
  | "uniformed-services-id"
  | "vehicle-registration"
  | "veteran-id"
  | "visa"
  | "voter-id"
  | "weapon-permit"
  | "work-permit";
