package facts

import "camreset/steps/flow"

// An EZVIZ camera has the maker's firmware, but its first password is printed on it:
// the user is admin, the password the verification code of its label (EZVIZ's support
// pages). Who reads it there needs no reset.

const EzvizBrand flow.Outcome = "ezviz"
