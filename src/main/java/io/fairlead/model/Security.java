package io.fairlead.model;

/**
 * The Pod Security Standard of a tier's pods.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>
 */
public enum Security {
    /** No known way to gain privileges. */
    BASELINE,
    /** As baseline, and also not root and without capabilities. */
    RESTRICTED
}
