#!/bin/sh
# Installs the browser and the IMAP server that some tests use, on Debian and its kin, where that is allowed.
# Never fails: without them those tests are skipped and say so.

wanted=""
command -v chromium >/dev/null || command -v google-chrome >/dev/null || wanted="$wanted chromium"
[ -x /usr/sbin/dovecot ] || command -v dovecot >/dev/null || wanted="$wanted dovecot-imapd"
[ -z "$wanted" ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "Not installed here:$wanted. The tests that use them are skipped."
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "Not installed, and we may not install:$wanted. The tests that use them are skipped."
    exit 0
fi

echo "Installing for the tests:$wanted"
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then # the packages must not start servers of their own here
    printf '#!/bin/sh\nexit 101\n' | $root tee "$policy" >/dev/null && $root chmod 755 "$policy" && ours=yes
fi
said=$(mktemp)
install() {
    # shellcheck disable=SC2086
    $root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends $wanted \
        </dev/null >"$said" 2>&1
}
if ! install; then
    $root apt-get update --quiet </dev/null >/dev/null 2>&1
    install || { echo "That did not work; the tests that use them are skipped. The last words were:"; tail -n 3 "$said"; }
fi
[ "$ours" = yes ] && $root rm -f "$policy"
rm -f "$said"
exit 0
