"""Addresses of a case and its acts."""

from django.urls import path

from requests_app.views import (
    case,
    case_acts,
    clock_acts,
    commissions,
    consultations,
    estimates,
    fees,
    reused_answers,
    similar,
    triage,
    vexatious,
)

CASE = "cases/<str:reference>/"

urlpatterns = [
    path(CASE, case.case, name="case"),
    path(f"{CASE}history/", case.history, name="history"),
    path(f"{CASE}case-file.pdf", case.record, name="case-record"),
    path(f"{CASE}triage/", triage.triage, name="triage"),
    path(f"{CASE}triage/missing/", triage.ask_for_missing, name="ask-for-missing"),
    path(f"{CASE}commission/", commissions.commission, name="commission"),
    path(f"{CASE}withdraw/", case_acts.withdraw, name="withdraw"),
    path(f"{CASE}reopen/", case_acts.reopen, name="reopen"),
    path(f"{CASE}bring-back/", case_acts.bring_back, name="bring-back"),
    path(f"{CASE}receipt/", case_acts.correct_receipt, name="correct-receipt"),
    path(f"{CASE}supply/", case_acts.supply, name="supply"),
    path(f"{CASE}request/", case_acts.edit_request, name="edit-request"),
    path(f"{CASE}clock/ask/", clock_acts.ask, name="ask-clarification"),
    path(f"{CASE}clock/reply/", clock_acts.reply, name="record-reply"),
    path(f"{CASE}clock/more-time/", clock_acts.more_time, name="more-time"),
    path(f"{CASE}clock/law/", clock_acts.law, name="switch-regime"),
    path(f"{CASE}clock/law/<int:question_id>/", clock_acts.law_of_question, name="switch-question"),
    path(f"{CASE}clock/entries/<int:entry_id>/", clock_acts.take_back, name="take-back-entry"),
    path(f"{CASE}assign/", case_acts.assign, name="assign"),
    path(f"{CASE}letter-form/", case_acts.letter_form, name="letter-form"),
    path(f"{CASE}steps/<int:milestone_id>/", case_acts.tick_step, name="tick-step"),
    path(f"{CASE}notes/", case_acts.add_note, name="add-note"),
    path(f"{CASE}similar/", similar.similar, name="similar"),
    path(f"{CASE}similar/<int:other_id>/", similar.decide, name="decide-link"),
    path(
        f"{CASE}similar/answers/<int:source_id>/use/",
        reused_answers.use,
        name="use-earlier-answer",
    ),
    path(
        f"{CASE}similar/drafts/<int:reused_id>/remove/",
        reused_answers.remove,
        name="remove-earlier-answer",
    ),
    path(f"{CASE}refined/", similar.refined, name="open-linked"),
    path(f"{CASE}consultations/", consultations.consultations, name="consultations"),
    path(
        f"{CASE}consultations/<int:consultation_id>/reply/",
        consultations.reply,
        name="consulted-reply",
    ),
    path(
        f"{CASE}consultations/<int:consultation_id>/told/",
        consultations.told,
        name="consulted-told",
    ),
    path(f"{CASE}section-14/", vexatious.propose, name="vexatious"),
    path(f"{CASE}section-14/close/", vexatious.close, name="close-without-notice"),
    path(
        f"{CASE}section-14/<int:proposal_id>/take-back/",
        vexatious.take_back,
        name="vexatious-take-back",
    ),
    path(f"{CASE}fees/", fees.fees, name="fees"),
    path(f"{CASE}fees/ask/", fees.ask, name="ask-for-fee"),
    path(f"{CASE}fees/<int:notice_id>/payment/", fees.payment, name="record-payment"),
    path(f"{CASE}fees/<int:notice_id>/refund/", fees.refund, name="record-refund"),
    path(f"{CASE}fees/<int:notice_id>/cancel/", fees.cancel, name="cancel-fee"),
    path(f"{CASE}fees/payments/<int:payment_id>/cleared/", fees.cleared, name="payment-cleared"),
    path(f"{CASE}fees/payments/<int:payment_id>/refused/", fees.refused, name="payment-refused"),
    path(f"{CASE}fees/cards/<int:card_id>/refund/", fees.refund_card, name="refund-card"),
    path(f"{CASE}fees/payments/<int:payment_id>/in-time/", fees.take_up, name="payment-in-time"),
    path(
        f"{CASE}fees/payments/<int:payment_id>/reopen/",
        clock_acts.reopen_paid_late,
        name="reopen-paid-late",
    ),
    path(f"{CASE}estimate/", estimates.estimates, name="estimate"),
    path(
        f"{CASE}estimate/<int:question_id>/<int:scope>/", estimates.estimate, name="case-estimate"
    ),
    path(f"{CASE}estimate/offer/", estimates.offer, name="offer-narrowing"),
    path(f"{CASE}estimate/refuse/", estimates.refuse, name="refuse-for-cost"),
]
