;;; fsflow-mode.el --- Major mode for fsflow -*- lexical-binding: t -*-

;; Version: 0.2.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: languages
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; fsflow is a small language for FaceSign identity-verification flows.
;; With Eglot (Emacs 29, or from ELPA) the compiler's language server
;; `fsflowc lsp' gives inline errors: M-x eglot.

;;; Code:

(defvar fsflow-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?- "_" table)
    table)
  "Syntax table of `fsflow-mode'.")

(defconst fsflow-font-lock-keywords
  (let ((id "[A-Za-z_][A-Za-z0-9_]*\\(?:-[A-Za-z0-9_]+\\)*"))
    `((,(concat "^[ \t]*\\_<\\(api\\|import\\|param\\|session\\|decide\\|ensure\\|test\\)\\_>"
                "[ \t]+[^-: \t\n]")
       1 font-lock-keyword-face)
      ("\\_<\\(say\\|when\\)\\_>[ \t]*\"" 1 font-lock-keyword-face)
      ("\\_<\\(else\\)\\_>[ \t]*:" 1 font-lock-keyword-face)
      ("^[ \t]+\\_<\\(when\\)\\_>[ \t]+[^:|]" 1 font-lock-keyword-face)
      ("@allow\\_>" . font-lock-preprocessor-face)
      ("\\${[ \t]*[A-Za-z_][A-Za-z0-9_]*[ \t]*}" 0 font-lock-variable-name-face t)
      ("\\_<\\(?:true\\|false\\|null\\)\\_>" . font-lock-constant-face)
      (,(concat "^\\(" id "\\)[ \t]*:[ \t]*\\(" id "\\)")
       (1 font-lock-function-name-face) (2 font-lock-type-face))
      (,(concat "^\\(" id "\\)") 1 font-lock-function-name-face)
      (,(concat "->[ \t]*\\(" id "\\)") 1 font-lock-function-name-face)
      (,(concat "^[ \t]+\\(" id "\\)[ \t]*:") 1 font-lock-variable-name-face)))
  "What `fsflow-mode' colours.")

(defun fsflow-indent-line ()
  "Indent by two spaces for each open bracket."
  (interactive)
  (let ((indent
         (save-excursion
           (back-to-indentation)
           (let ((closes (looking-at "[]})>]")) (depth 0))
             (when (zerop (forward-line -1))
               (while (and (looking-at "[ \t]*$") (zerop (forward-line -1))))
               (setq depth (current-indentation))
               (when (looking-at ".*[[{(<][ \t]*\\(?://.*\\)?$") (setq depth (+ depth 2))))
             (max 0 (if closes (- depth 2) depth))))))
    (unless (nth 3 (syntax-ppss (line-beginning-position)))
      (save-excursion (indent-line-to indent))
      (when (< (current-column) (current-indentation)) (back-to-indentation)))))

;;;###autoload
(define-derived-mode fsflow-mode prog-mode "fsflow"
  "Major mode for identity-verification flows."
  (setq-local comment-start "// ")
  (setq-local comment-start-skip "//[/!]?[ \t]*")
  (setq-local indent-tabs-mode nil)
  (setq-local fill-column 100)
  (setq-local indent-line-function #'fsflow-indent-line)
  (setq-local font-lock-defaults '(fsflow-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.fsflow\\'" . fsflow-mode))

(with-eval-after-load 'eglot
  (defvar eglot-server-programs)
  (add-to-list 'eglot-server-programs '(fsflow-mode . ("fsflowc" "lsp"))))

(provide 'fsflow-mode)
;;; fsflow-mode.el ends here
