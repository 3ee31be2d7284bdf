package io.fairlead.desired;

import java.util.regex.Pattern;

/** The syntax of each kind of name. */
enum NameRule {
    /** An id of the twin: the key of an app, a tier, a pool. */
    ID("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63, "lower-case letters, digits and inner hyphens, at most 63"),

    /**
     * The name of a Deployment and its Service, an RFC 1035 label (<a
     * href="https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service">Services</a>).
     */
    OBJECT(
            "[a-z]([-a-z0-9]*[a-z0-9])?",
            63,
            "lower-case letters, digits and inner hyphens, a letter first, at most 63 characters"),

    /** The name of most objects of Kubernetes, such as a Secret (<a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names">DNS subdomain names</a>). */
    SUBDOMAIN(
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*+",
            253,
            "lower-case letters, digits, inner hyphens and dots, at most 253 characters"),

    /** A key in a Secret (<a href="https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data">Secrets</a>). */
    SECRET_KEY("[-._a-zA-Z0-9]+", 253, "letters, digits, '-', '_' and '.', at most 253"),

    /** The key of a label, with or without a prefix (<a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set">Labels</a>). */
    LABEL(
            "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[a-zA-Z0-9]([-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?",
            317,
            "letters, digits, '-', '_' and '.', at most 63, after a DNS subdomain and '/' where it has a prefix"),

    /** The value of a label. */
    LABEL_VALUE(
            "([a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?)?",
            63,
            "letters, digits and inner '-', '_' and '.', at most 63"),

    /** The key by which tiers share an address; MetalLB accepts any text. */
    SHARE("[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?", 63, "letters, digits and inner '-', '_' and '.', at most 63"),

    /** The absolute path of a file in a container; Kubernetes allows no colon in it. */
    PATH(
            "(?:/(?!\\.{1,2}(?:/|$))[^/:\\p{Cntrl}]++)++",
            1024,
            "an absolute path without '.', '..', ':' and a slash at its end"),

    /**
     * The name of an environment variable, as every supported Kubernetes version accepts it
     * (<a href="https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/">environment
     * variables</a>), but without the dot, which a key of a twin must not contain.
     */
    ENV("[-_a-zA-Z][-_a-zA-Z0-9]*", 1024, "letters, digits, '_' and '-', no digit first"),

    /**
     * The name of an annotation without a prefix (<a
     * href="https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set">annotations</a>).
     */
    ANNOTATION(
            "[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?",
            63,
            "letters, digits and inner '-', '_' and '.', at most 63 characters"),

    /**
     * The name of a port, an IANA service name (<a href="https://www.rfc-editor.org/rfc/rfc6335#section-5.1">RFC 6335</a>),
     * which Kubernetes requires for a container's ports.
     */
    PORT(
            "(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?",
            15,
            "lower-case letters, digits and single inner hyphens, at least one letter, at most 15 characters"),

    /** The name of a network interface in Linux (<a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice</a>). */
    INTERFACE("(?!\\.{1,2}$)[!-.0-9;-~]+", 15, "at most 15 printable characters without '/', ':' and blanks"),

    /** The hostname of a node, which is also the value of a label. */
    NODE(SUBDOMAIN.pattern.pattern(), 63, "lower-case letters, digits, inner hyphens and dots, at most 63 characters");

    private final Pattern pattern;
    private final int most;
    private final String told;

    NameRule(String pattern, int most, String told) {
        this.pattern = Pattern.compile(pattern);
        this.most = most;
        this.told = told;
    }

    boolean allows(String name) {
        return name.length() <= most && pattern.matcher(name).matches();
    }

    /** The rule in words. */
    String told() {
        return told;
    }
}
