package io.fairlead.model;

/**
 * The Pod Security Standard that a tier's pods keep to.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>
 */
public enum Security {
    /** No known way to gain privileges. */
    BASELINE,
    /** Moreover not root, and without capabilities. */
    RESTRICTED
}
