import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { sessionQuery } from './queries.ts';
import { Failure } from './shell/failure.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import { words } from './words.ts';

const Home = lazy(() => import('./pages/home.tsx'));
const SignIn = lazy(() => import('./pages/sign-in.tsx'));
const Segments = lazy(() => import('./pages/segments.tsx'));
const SegmentEditor = lazy(() => import('./pages/segment.tsx'));
const SegmentInsights = lazy(() => import('./pages/segment-insights.tsx'));
const SegmentOverlap = lazy(() => import('./pages/segment-overlap.tsx'));
const Versions = lazy(() => import('./pages/versions.tsx'));
const Campaigns = lazy(() => import('./pages/campaigns.tsx'));
const CampaignEditor = lazy(() => import('./pages/campaign.tsx'));
const Profiles = lazy(() => import('./pages/profiles.tsx'));
const Imports = lazy(() => import('./pages/imports.tsx'));
const Import = lazy(() => import('./pages/import.tsx'));
const Exports = lazy(() => import('./pages/exports.tsx'));
const ExportPage = lazy(() => import('./pages/export.tsx'));
const Attributes = lazy(() => import('./pages/attributes.tsx'));
const Attribute = lazy(() => import('./pages/attribute.tsx'));
const Events = lazy(() => import('./pages/events.tsx'));
const EventPage = lazy(() => import('./pages/event.tsx'));
const Settings = lazy(() => import('./pages/settings.tsx'));
const WebhookPage = lazy(() => import('./pages/webhook.tsx'));
const Profile = lazy(() => import('./pages/profile.tsx'));

/** Every address of the console; each page is a chunk of its own. */
export function PageRoutes() {
  return (
    <Suspense fallback={<Loader m="xl" aria-label={words.loading} />}>
      <Switch>
        <Route path="/sign-in">
          <SignIn />
        </Route>
        <Route>
          <SignedIn>
            <Switch>
              <Route path="/">
                <Home />
              </Route>
              <Route path="/segments">
                <Segments />
              </Route>
              <Route path="/segments/overlap">
                <SegmentOverlap />
              </Route>
              <Route path="/segments/:id">{({ id }) => <SegmentEditor key={id} id={id} />}</Route>
              <Route path="/segments/:id/insights">{({ id }) => <SegmentInsights key={id} id={id} />}</Route>
              <Route path="/segments/:id/versions">{({ id }) => <Versions key={id} kind="segment" id={id} />}</Route>
              <Route path="/campaigns">
                <Campaigns />
              </Route>
              <Route path="/campaigns/:id">{({ id }) => <CampaignEditor key={id} id={id} />}</Route>
              <Route path="/campaigns/:id/versions">{({ id }) => <Versions key={id} kind="campaign" id={id} />}</Route>
              <Route path="/profiles">
                <Profiles />
              </Route>
              <Route path="/profiles/:id">{({ id }) => <Profile key={id} id={id} />}</Route>
              <Route path="/imports">
                <Imports />
              </Route>
              <Route path="/imports/:id">{({ id }) => <Import key={id} id={id} />}</Route>
              <Route path="/exports">
                <Exports />
              </Route>
              <Route path="/exports/:id">{({ id }) => <ExportPage key={id} id={id} />}</Route>
              <Route path="/attributes">
                <Attributes />
              </Route>
              <Route path="/attributes/:id">{({ id }) => <Attribute key={id} id={id} />}</Route>
              <Route path="/events">
                <Events />
              </Route>
              <Route path="/events/:id">{({ id }) => <EventPage key={id} id={id} />}</Route>
              <Route path="/webhooks/:id">{({ id }) => <WebhookPage key={id} id={id} />}</Route>
              <Route path="/settings">
                <Settings />
              </Route>
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </SignedIn>
        </Route>
      </Switch>
    </Suspense>
  );
}

function SignedIn({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(sessionQuery);
  if (error) return <Failure error={error} retry={refetch} />;
  if (data === undefined) return <Loader m="xl" aria-label={words.loading} />;
  if (data === null) return <Redirect to="/sign-in" />;
  return (
    <Shell session={data}>
      <Suspense fallback={<Loader aria-label={words.loading} />}>{children}</Suspense>
    </Shell>
  );
}
